-- Every table that will hold many rows has a key led by the session: its rows lie together, and an
-- engine that shards can shard by it. docs/schema.md explains each column.

CREATE TABLE ss_project (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE ss_project_alias (
  alias TEXT NOT NULL PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES ss_project (id)
) STRICT;
CREATE INDEX ss_project_alias_project ON ss_project_alias (project_id);

CREATE TABLE ss_project_record (
  project_id TEXT NOT NULL REFERENCES ss_project (id),
  kind TEXT NOT NULL,
  record_key TEXT NOT NULL,
  data TEXT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (project_id, kind, record_key)
) STRICT;

CREATE TABLE ss_session (
  id TEXT NOT NULL PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES ss_project (id),
  agent_project_id TEXT NOT NULL,
  parent_id TEXT,
  title TEXT NOT NULL,
  directory TEXT NOT NULL,
  author TEXT NOT NULL,
  machine TEXT NOT NULL,
  message_count INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cost REAL NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  archived INTEGER,
  listed INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  fingerprint BLOB,
  base_fingerprint BLOB,
  data TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX ss_session_of_project ON ss_session (project_id, listed, updated, id);
CREATE INDEX ss_session_newest ON ss_session (listed, updated, id);
CREATE INDEX ss_session_parent ON ss_session (parent_id);

CREATE TABLE ss_message (
  session_id TEXT NOT NULL REFERENCES ss_session (id),
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  role TEXT NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cost REAL NOT NULL,
  revision INTEGER NOT NULL,
  data TEXT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (session_id, seq)
) STRICT;
CREATE UNIQUE INDEX ss_message_id ON ss_message (session_id, id);

CREATE TABLE ss_part (
  session_id TEXT NOT NULL,
  message_seq INTEGER NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  data TEXT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (session_id, message_seq, position),
  FOREIGN KEY (session_id, message_seq) REFERENCES ss_message (session_id, seq)
) STRICT;
CREATE UNIQUE INDEX ss_part_id ON ss_part (session_id, message_seq, id);

-- Text that streamed into a part and is not yet folded into its row.
CREATE TABLE ss_part_delta (
  session_id TEXT NOT NULL,
  message_seq INTEGER NOT NULL,
  position INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  added TEXT NOT NULL,
  hash BLOB NOT NULL,
  pending_bytes INTEGER NOT NULL,
  fold_at INTEGER NOT NULL,
  PRIMARY KEY (session_id, message_seq, position, revision),
  FOREIGN KEY (session_id, message_seq, position)
    REFERENCES ss_part (session_id, message_seq, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE ss_record (
  session_id TEXT NOT NULL REFERENCES ss_session (id),
  kind TEXT NOT NULL,
  record_key TEXT NOT NULL,
  revision INTEGER NOT NULL,
  data TEXT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (session_id, kind, record_key)
) STRICT;
