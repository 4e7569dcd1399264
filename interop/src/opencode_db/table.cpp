#include "table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/error.h>
#include <sessionstore/json/view.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "opencode_shapes/ids.h"

namespace sessionstore::interop {

std::string quoted_identifier(std::string_view name) {
  std::string result = "\"";
  for (const char c : name) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

std::optional<std::size_t> Table::index(std::string_view column) const {
  const auto found = places.find(column);
  return found == places.end() ? std::nullopt : std::optional(found->second);
}

void Table::add_column(std::string_view column) {
  places.try_emplace(std::string(column), columns.size());
  columns.emplace_back(column);
}

std::string Table::columns_and_types() const {
  std::string list;
  for (const std::string& column : columns) {
    list += fmt::format("{}{}, typeof({})", list.empty() ? "" : ", ", quoted_identifier(column),
                        quoted_identifier(column));
  }
  return list;
}

std::string Table::select(std::string_view rest) const {
  return fmt::format("SELECT {} FROM {} {}", columns_and_types(), quoted_identifier(name), rest);
}

namespace {

bool is_same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

/// A name that no column has taken; none for a table WITHOUT ROWID.
std::string row_id_of(sql::Connection& connection, const Table& table) {
  for (const char* const name : {"rowid", "_rowid_", "oid"}) {
    const bool taken = std::ranges::any_of(
        table.columns, [&](const std::string& column) { return is_same_name(column, name); });
    if (taken) continue;
    try {
      connection.query(
          fmt::format("SELECT {} FROM {} LIMIT 0", name, quoted_identifier(table.name)), {},
          [](const sql::Row& /*row*/) {});
      return name;
    } catch (const Error& error) {
      if (error.code() == ErrorCode::interrupted) throw;
      return "";
    }
  }
  return "";
}

}  // namespace

Tables read_tables(sql::Connection& connection) {
  Tables tables;
  connection.query(
      "SELECT m.name, c.name, c.pk FROM sqlite_schema m, pragma_table_info(m.name) c "
      // A virtual table has no root page. To ask for its columns would call its module.
      "WHERE m.type = 'table' AND m.rootpage > 0 AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
      "ORDER BY m.name, c.cid",
      {}, [&](const sql::Row& row) {
        Table& table = tables[std::string(row.bytes(0))];
        table.name = row.bytes(0);
        table.add_column(row.bytes(1));
        const auto place = static_cast<std::size_t>(row.integer(2));
        if (place == 0) return;
        table.key.resize(std::max(table.key.size(), place));
        table.key[place - 1] = row.bytes(1);
      });
  for (auto& entry : tables) entry.second.row_id = row_id_of(connection, entry.second);
  return tables;
}

const Table* find_table(const Tables& tables, std::string_view name) {
  const auto found = tables.find(name);
  return found == tables.end() ? nullptr : &found->second;
}

std::optional<int> TableRow::index(std::string_view column) const {
  const auto place = table_.index(column);
  // Each column is followed by its type.
  return place ? std::optional(static_cast<int>(2 * *place)) : std::nullopt;
}

bool TableRow::has(std::string_view column) const {
  const auto at = index(column);
  return at && !row_.is_null(*at);
}

std::string_view TableRow::bytes(std::string_view column) const {
  const auto at = index(column);
  return at ? row_.bytes(*at) : std::string_view();
}

std::optional<std::int64_t> TableRow::integer(std::string_view column) const {
  const auto at = index(column);
  if (!at) return std::nullopt;
  const std::string_view type = row_.bytes(*at + 1);
  if (type != "integer" && type != "real") return std::nullopt;
  return row_.integer(*at);
}

std::optional<std::variant<std::int64_t, double>> TableRow::number(std::string_view column) const {
  const auto at = index(column);
  if (!at) return std::nullopt;
  const std::string_view type = row_.bytes(*at + 1);
  if (type == "integer") return row_.integer(*at);
  if (type == "real") return row_.real(*at);
  return std::nullopt;
}

std::string TableRow::text_json(std::string_view column) const {
  const auto at = index(column);
  const bool text = at && row_.bytes(*at + 1) == "blob" && is_utf8(row_.bytes(*at));
  return text ? json::quote(row_.bytes(*at)) : json(column);
}

std::string TableRow::json(std::string_view column) const {
  const auto at = index(column);
  if (!at || row_.is_null(*at)) return "null";
  const std::string_view type = row_.bytes(*at + 1);
  if (type == "integer") return fmt::format("{}", row_.integer(*at));
  if (type == "real") {
    const double value = row_.real(*at);
    // A whole number says no more with a fraction, and JavaScript writes none.
    if (value == std::floor(value) && std::abs(value) < 1e15) return fmt::format("{:.0f}", value);
    return std::isfinite(value) ? fmt::format("{}", value) : "null";
  }
  if (type == "blob") {
    const std::string_view blob = row_.bytes(*at);
    std::string digits;
    for (const char byte : blob) digits += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return json::quote(digits);
  }
  return json::quote(row_.bytes(*at));
}

}  // namespace sessionstore::interop
