#include "sync/journal_schema.h"

#include <array>

namespace sessionstore::sync_detail {
namespace {

constexpr std::array<sql::EmbeddedMigration, 3> kMigrations{{{1, "initial", R"(
CREATE TABLE sync_pair (
  number INTEGER NOT NULL PRIMARY KEY,
  local_identity TEXT NOT NULL,
  remote_identity TEXT NOT NULL,
  UNIQUE (local_identity, remote_identity)
) STRICT;
CREATE TABLE sync_session (
  pair INTEGER NOT NULL REFERENCES sync_pair (number),
  session_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  local_stamp TEXT NOT NULL,
  remote_stamp TEXT NOT NULL,
  local_fingerprint BLOB NOT NULL,
  remote_fingerprint BLOB NOT NULL,
  messages INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  records INTEGER NOT NULL,
  PRIMARY KEY (pair, session_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE sync_rows (
  pair INTEGER NOT NULL REFERENCES sync_pair (number),
  session_id TEXT NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (pair, session_id)
) STRICT;
CREATE TABLE sync_conflict (
  number INTEGER NOT NULL PRIMARY KEY,
  pair INTEGER NOT NULL REFERENCES sync_pair (number),
  session_id TEXT NOT NULL,
  fork_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  field TEXT NOT NULL,
  local_value TEXT NOT NULL,
  remote_value TEXT NOT NULL,
  found INTEGER NOT NULL,
  resolved INTEGER,
  resolution TEXT NOT NULL
) STRICT;
)"},
                                                             {2, "announced", R"(
CREATE TABLE sync_announced (
  pair INTEGER NOT NULL REFERENCES sync_pair (number),
  session_id TEXT NOT NULL,
  remote_fingerprint BLOB NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (pair, session_id)
) STRICT;
)"},
                                                             {3, "deletions", R"(
CREATE TABLE sync_deletion (
  pair INTEGER NOT NULL REFERENCES sync_pair (number),
  session_id TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  PRIMARY KEY (pair, session_id)
) STRICT;
)"}}};

}  // namespace

std::span<const sql::EmbeddedMigration> journal_migrations() { return kMigrations; }

}  // namespace sessionstore::sync_detail
