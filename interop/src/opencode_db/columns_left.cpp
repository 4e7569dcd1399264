#include "columns_left.h"

#include <algorithm>
#include <array>

namespace sessionstore::interop {
namespace {

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

bool is_secret(std::string_view column) {
  constexpr std::array<std::string_view, 7> kWords{"secret",        "password", "access_token",
                                                   "refresh_token", "api_key",  "credential",
                                                   "private_key"};
  return std::ranges::any_of(
      kWords, [&](std::string_view word) { return column.find(word) != std::string_view::npos; });
}

JsonObject columns_but(const TableRow& row, std::span<const std::string_view> known) {
  JsonObject left;
  for (const std::string& column : row.table().columns) {
    if (is_one_of(column, known) || is_secret(column) || !row.has(column)) continue;
    left.add(column, row.json(column));
  }
  return left;
}

JsonObject whole_row(const TableRow& row, std::span<const std::string_view> without) {
  JsonObject object;
  for (const std::string& column : row.table().columns) {
    if (is_one_of(column, without) || is_secret(column)) continue;
    object.add(column, row.json(column));
  }
  return object;
}

}  // namespace sessionstore::interop
