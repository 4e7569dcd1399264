-- What keeping copies of a history alike needs: what tells this store from others, and what is left
-- of sessions that were deleted. docs/schema.md explains each column.

CREATE TABLE IF NOT EXISTS ss_store (
  singleton BIGINT NOT NULL,
  identity VARBINARY(255) NOT NULL,
  PRIMARY KEY (singleton)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT IGNORE INTO ss_store (singleton, identity) VALUES (1, REPLACE(UUID(), '-', ''));

CREATE TABLE IF NOT EXISTS ss_tombstone (
  session_id VARBINARY(255) NOT NULL,
  fingerprint BINARY(32) NULL,
  deleted BIGINT NOT NULL,
  PRIMARY KEY (session_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
