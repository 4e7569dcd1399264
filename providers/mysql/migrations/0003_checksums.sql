-- What guards the columns of a row, as `hash` guards its data; NULL in rows of before. And from
-- which version on a program may read and write this schema. docs/schema.md explains each column.

ALTER TABLE ss_project ADD COLUMN checksum BIGINT NULL;
ALTER TABLE ss_project_alias ADD COLUMN checksum BIGINT NULL;
ALTER TABLE ss_project_record ADD COLUMN checksum BIGINT NULL;
ALTER TABLE ss_session ADD COLUMN checksum BIGINT NULL;
ALTER TABLE ss_session ADD COLUMN updated_checksum BIGINT NULL;
ALTER TABLE ss_message ADD COLUMN checksum BIGINT NULL;
ALTER TABLE ss_part ADD COLUMN checksum BIGINT NULL;
ALTER TABLE ss_part_delta ADD COLUMN checksum BIGINT NULL;
ALTER TABLE ss_record ADD COLUMN checksum BIGINT NULL;

CREATE TABLE IF NOT EXISTS ss_compatibility (
  version BIGINT NOT NULL,
  reading BIGINT NOT NULL,
  writing BIGINT NOT NULL,
  PRIMARY KEY (version)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A program of before would change columns, and leave the checksum as it is.
INSERT IGNORE INTO ss_compatibility (version, reading, writing) VALUES (3, 2, 3);
