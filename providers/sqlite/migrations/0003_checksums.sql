-- What guards the columns of a row, as `hash` guards its data; NULL in rows of before. And from
-- which version on a program may read and write this schema. docs/schema.md explains each column.

ALTER TABLE ss_project ADD COLUMN checksum INTEGER;
ALTER TABLE ss_project_alias ADD COLUMN checksum INTEGER;
ALTER TABLE ss_project_record ADD COLUMN checksum INTEGER;
ALTER TABLE ss_session ADD COLUMN checksum INTEGER;
ALTER TABLE ss_session ADD COLUMN updated_checksum INTEGER;
ALTER TABLE ss_message ADD COLUMN checksum INTEGER;
ALTER TABLE ss_part ADD COLUMN checksum INTEGER;
ALTER TABLE ss_part_delta ADD COLUMN checksum INTEGER;
ALTER TABLE ss_record ADD COLUMN checksum INTEGER;

CREATE TABLE ss_compatibility (
  version INTEGER NOT NULL PRIMARY KEY,
  reading INTEGER NOT NULL,
  writing INTEGER NOT NULL
) STRICT;

-- A program of before would change columns, and leave the checksum as it is.
INSERT INTO ss_compatibility (version, reading, writing) VALUES (3, 2, 3);
