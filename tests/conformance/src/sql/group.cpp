#include "sql/group.h"

namespace sessionstore::conformance {

void SqlGroup::with_place(std::string_view rule, void (*check)(SqlPlace&)) {
  checks_.push_back({name_, rule, [check](const NewSqlPlace& new_place) { check(*new_place()); }});
}

void SqlGroup::with_connection(std::string_view rule, void (*check)(sql::Connection&)) {
  checks_.push_back({name_, rule, [check](const NewSqlPlace& new_place) {
                       const auto place = new_place();
                       migrate(*place);
                       check(*place->connect());
                     }});
}

void SqlGroup::with_two(std::string_view rule, void (*check)(sql::Connection&, sql::Connection&)) {
  checks_.push_back({name_, rule, [check](const NewSqlPlace& new_place) {
                       const auto place = new_place();
                       migrate(*place);
                       const auto one = place->connect();
                       const auto other = place->connect();
                       check(*one, *other);
                     }});
}

void migrate(SqlPlace& place) {
  const auto connection = place.connect();
  sql::MigrationRunner(*connection, place.migrations()).up();
}

std::vector<std::string> texts_of(sql::Connection& connection, std::string_view sql) {
  std::vector<std::string> texts;
  connection.query(sql, {}, [&](const sql::Row& row) { texts.emplace_back(row.bytes(0)); });
  return texts;
}

std::int64_t number_of(sql::Connection& connection, std::string_view sql) {
  std::int64_t number = 0;
  connection.query(sql, {}, [&](const sql::Row& row) { number = row.integer(0); });
  return number;
}

void put_row(sql::Connection& connection, std::string_view id, std::string_view name) {
  connection.execute("INSERT INTO ss_project (id, name) VALUES (?, ?)", {id, name});
}

}  // namespace sessionstore::conformance
