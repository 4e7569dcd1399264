#include "other_tables.h"

#include <fmt/format.h>
#include <sessionstore/json/view.h>

#include <algorithm>
#include <array>

#include "columns_left.h"
#include "opencode_shapes/ids.h"
#include "schema_left.h"
#include "second_generation.h"

namespace sessionstore::interop {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

constexpr std::array<std::string_view, 6> kReadElsewhere{"project", "session", "message",
                                                         "part",    "todo",    "session_share"};
// The event log says again what the other tables say, and is several times as large.
constexpr std::array<std::string_view, 10> kNever{
    "account", "account_state", "control_account", "credential",          "event", "event_sequence",
    "kv",      "migration",     "data_migration",  "__drizzle_migrations"};

}  // namespace

Belonging belonging_of(const Table& table) {
  if (is_one_of(table.name, kReadElsewhere)) return Belonging::known;
  if (is_one_of(table.name, kNever)) return Belonging::never;
  if (table.name == kSecondSessions) return Belonging::known;
  if (table.has("session_id")) return Belonging::session;
  if (table.has("project_id")) return Belonging::project;
  return Belonging::nobody;
}

Record record_of(const TableRow& row, std::string_view owner_column) {
  std::string key;
  for (const std::string& column : row.table().key) {
    if (column == owner_column) continue;
    if (!key.empty()) key += '/';
    key += row.bytes(column);
  }
  const std::array<std::string_view, 1> owner{owner_column};
  const json::Document data = json::Document::parse(whole_row(row, owner).text());
  if (row.table().key.empty()) key = data.hash().hex();
  // Bytes that are no UTF-8 are replaced as a document is made; a key is made the same way.
  const json::Document fit_key = json::Document::parse(json::quote(key));
  return {row.table().name, fit_id(json::View(fit_key.text()).string().value_or("")), data};
}

void name_tables_of_nobody(sql::Connection& connection, const Tables& tables,
                           std::vector<Skipped>& skipped) {
  const std::vector<std::string> shown = virtual_tables(connection);
  for (const auto& [name, table] : tables) {
    if (belonging_of(table) != Belonging::nobody || is_kept_by_module(name, shown)) continue;
    std::int64_t rows = 0;
    connection.query(fmt::format("SELECT count(*) FROM {}", quoted_identifier(name)), {},
                     [&](const sql::Row& row) { rows = row.integer(0); });
    if (rows == 0) continue;
    skipped.push_back({fmt::format("table {}", printable(name)),
                       fmt::format("its {} rows name neither a session nor a project", rows)});
  }
}

}  // namespace sessionstore::interop
