#include "sql/compatibility.h"

#include "sql/migration_log.h"

namespace sessionstore::sql {

Compatibility read_compatibility(Connection& connection, std::int64_t version) {
  Compatibility said;
  if (!has_table(connection, "ss_compatibility")) return said;
  connection.query("SELECT reading, writing FROM ss_compatibility WHERE version = ?", {version},
                   [&](const Row& row) {
                     said = {row.integer(0), row.integer(1)};
                   });
  return said;
}

}  // namespace sessionstore::sql
