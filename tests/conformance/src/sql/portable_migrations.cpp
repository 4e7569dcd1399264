#include "sql/portable_migrations.h"

#include "sql/group.h"

namespace sessionstore::conformance {

Migrations portable_migrations(std::size_t count) {
  Migrations all = {
      {1, "first",
       "CREATE TABLE conf_a (x BIGINT NOT NULL PRIMARY KEY, t VARCHAR(64));\n"
       "INSERT INTO conf_a (x, t) VALUES (1, 'one');\n"
       "CREATE TABLE conf_gone (x BIGINT);\n"},
      {2, "second",
       "CREATE TABLE conf_b (y BIGINT NOT NULL PRIMARY KEY);\n"
       "ALTER TABLE conf_b ADD COLUMN z VARCHAR(64);\n"
       "CREATE INDEX conf_b_z ON conf_b (z);\n"},
      {3, "third",
       "DROP TABLE conf_gone;\n"
       "INSERT INTO conf_b (y, z) VALUES (2, 'two');\n"},
  };
  all.resize(count);
  return all;
}

void require_all_done(sql::Connection& connection) {
  require_equal("rows of the first", texts_of(connection, "SELECT t FROM conf_a"), Texts{"one"});
  require_equal("rows of the second", texts_of(connection, "SELECT z FROM conf_b"), Texts{"two"});
  int rows = 0;
  connection.query(connection.dialect().table_exists, {"conf_gone"},
                   [&](const sql::Row&) { ++rows; });
  require_equal("tables dropped that are still there", rows, 0);
}

}  // namespace sessionstore::conformance
