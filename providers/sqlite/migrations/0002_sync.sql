-- What keeping copies of a history alike needs: what tells this store from others, and what is left
-- of sessions that were deleted. docs/schema.md explains each column.

CREATE TABLE ss_store (
  singleton INTEGER NOT NULL PRIMARY KEY CHECK (singleton = 1),
  identity TEXT NOT NULL
) STRICT;

INSERT INTO ss_store (singleton, identity) VALUES (1, lower(hex(randomblob(16))));

CREATE TABLE ss_tombstone (
  session_id TEXT NOT NULL PRIMARY KEY,
  fingerprint BLOB,
  deleted INTEGER NOT NULL
) STRICT;
