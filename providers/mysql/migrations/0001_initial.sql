-- The same tables as in SQLite; docs/schema.md explains each column. What is different here:
-- names, ids and paths are VARBINARY, so that case, accents and trailing blanks count; documents are
-- LONGTEXT, because the JSON type reorders keys; nothing refers to other tables by a foreign key,
-- which sharded engines lack: every write holds the session's row, and that is enough.

CREATE TABLE IF NOT EXISTS ss_project (
  id VARBINARY(255) NOT NULL,
  name VARBINARY(4096) NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ss_project_alias (
  alias VARBINARY(255) NOT NULL,
  project_id VARBINARY(255) NOT NULL,
  PRIMARY KEY (alias),
  KEY ss_project_alias_project (project_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ss_project_record (
  project_id VARBINARY(255) NOT NULL,
  kind VARBINARY(255) NOT NULL,
  record_key VARBINARY(255) NOT NULL,
  data LONGTEXT NOT NULL,
  hash BINARY(32) NOT NULL,
  PRIMARY KEY (project_id, kind, record_key)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ss_session (
  id VARBINARY(255) NOT NULL,
  project_id VARBINARY(255) NOT NULL,
  agent_project_id VARBINARY(255) NOT NULL,
  parent_id VARBINARY(255) NULL,
  title VARBINARY(4096) NOT NULL,
  directory VARBINARY(4096) NOT NULL,
  author VARBINARY(4096) NOT NULL,
  machine VARBINARY(4096) NOT NULL,
  message_count BIGINT NOT NULL,
  input_tokens BIGINT NOT NULL,
  output_tokens BIGINT NOT NULL,
  cost DOUBLE NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  archived BIGINT NULL,
  listed BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  fingerprint BINARY(32) NULL,
  base_fingerprint BINARY(32) NULL,
  data LONGTEXT NOT NULL,
  hash BINARY(32) NOT NULL,
  PRIMARY KEY (id),
  KEY ss_session_of_project (project_id, listed, updated, id),
  KEY ss_session_newest (listed, updated, id),
  KEY ss_session_parent (parent_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ss_message (
  session_id VARBINARY(255) NOT NULL,
  seq BIGINT NOT NULL,
  id VARBINARY(255) NOT NULL,
  role VARBINARY(4096) NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  input_tokens BIGINT NOT NULL,
  output_tokens BIGINT NOT NULL,
  cost DOUBLE NOT NULL,
  revision BIGINT NOT NULL,
  data LONGTEXT NOT NULL,
  hash BINARY(32) NOT NULL,
  PRIMARY KEY (session_id, seq),
  UNIQUE KEY ss_message_id (session_id, id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ss_part (
  session_id VARBINARY(255) NOT NULL,
  message_seq BIGINT NOT NULL,
  position BIGINT NOT NULL,
  id VARBINARY(255) NOT NULL,
  type VARBINARY(4096) NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  data LONGTEXT NOT NULL,
  hash BINARY(32) NOT NULL,
  PRIMARY KEY (session_id, message_seq, position),
  UNIQUE KEY ss_part_id (session_id, message_seq, id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Text that streamed into a part and is not yet folded into its row.
CREATE TABLE IF NOT EXISTS ss_part_delta (
  session_id VARBINARY(255) NOT NULL,
  message_seq BIGINT NOT NULL,
  position BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  added LONGTEXT NOT NULL,
  hash BINARY(32) NOT NULL,
  pending_bytes BIGINT NOT NULL,
  fold_at BIGINT NOT NULL,
  PRIMARY KEY (session_id, message_seq, position, revision)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ss_record (
  session_id VARBINARY(255) NOT NULL,
  kind VARBINARY(255) NOT NULL,
  record_key VARBINARY(255) NOT NULL,
  revision BIGINT NOT NULL,
  data LONGTEXT NOT NULL,
  hash BINARY(32) NOT NULL,
  PRIMARY KEY (session_id, kind, record_key)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
