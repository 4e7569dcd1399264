"""Judges configurations by a JSON schema (draft 7).

Usage: judge_schema.py SCHEMA DOCUMENTS, where DOCUMENTS is a file with a JSON array.
Prints one line per document: "valid", or "invalid: " and the first reason.
"""

import json
import sys

import jsonschema

schema_path, documents_path = sys.argv[1:]
with open(schema_path, encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
with open(documents_path, encoding="utf-8") as file:
    documents = json.load(file)
for document in documents:
    errors = [error.message.replace("\n", " ") for error in validator.iter_errors(document)]
    print("invalid: " + errors[0] if errors else "valid")
