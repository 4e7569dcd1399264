"""Prints what docker-compose.yml says of one service, its ${VARIABLES} at their defaults.

Usage: compose_service.py FILE SERVICE command|environment
One argument of the command, or one NAME=VALUE of the environment, a line.
"""

import re
import sys

import yaml

path, service, part = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    value = yaml.safe_load(file)["services"][service][part]
lines = value if part == "command" else [f"{name}={text}" for name, text in value.items()]
for line in lines:
    print(re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", line).replace("$$", "$"))
