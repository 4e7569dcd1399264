#pragma once

#include <sessionstore/sql/connection.h>

#include <optional>
#include <string>

#include "sql/row_checksums.h"

namespace sessionstore::sql {

/// The tables whose rows carry a checksum; those of a session first.
enum class CheckedTable { session, message, part, delta, record, project, alias, project_record };

/// Where a row is.
struct RowPlace {
  CheckedTable table{};
  std::string owner;  ///< the session or the project
  std::string id;     ///< of a message or a part; an alias; a record's kind
  std::string key;    ///< a record's
  std::int64_t message_seq = 0;
  std::int64_t position = 0;
  Revision revision = 0;  ///< a part of a delta's key

  [[nodiscard]] bool of_session() const { return table < CheckedTable::project; }
};

/// Nothing where the row is not there, or has none.
std::optional<Checksum> select_checksum(Connection& connection, const RowPlace& place);
void set_checksum(Connection& connection, const RowPlace& place, std::optional<Checksum> checksum);

}  // namespace sessionstore::sql
