#include "hashed_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace sessionstore::interop {
namespace {

/// A column of any type, and after it the name of its type.
void add_any(RowHash& hash, const sql::Row& row, int column) {
  const std::string_view type = row.bytes(column + 1);
  hash.add(type);
  if (type == "real") {
    hash.add(std::bit_cast<std::int64_t>(row.real(column)));
  } else if (type == "integer") {
    hash.add(row.integer(column));
  } else {
    hash.add(row.bytes(column));
  }
}

}  // namespace

HashedTable::HashedTable(const Table& table, std::vector<std::string> texts,
                         std::vector<std::string> integers)
    : name_(table.name),
      texts_(static_cast<int>(texts.size())),
      integers_(static_cast<int>(std::ranges::count_if(
          integers, [&](const std::string& column) { return table.has(column); }))) {
  std::erase_if(integers, [&](const std::string& column) { return !table.has(column); });
  // By name, so that a row has the same hash in whichever order the columns stand.
  std::vector<std::string> others = table.columns;
  std::erase_if(others, [&](const std::string& column) {
    return std::ranges::count(texts, column) + std::ranges::count(integers, column) > 0;
  });
  std::ranges::sort(others);
  others_ = static_cast<int>(others.size());
  std::string list;
  const auto add = [&](const std::string& column) {
    list += fmt::format("{}t.{}", list.empty() ? "" : ", ", quoted_identifier(column));
  };
  std::ranges::for_each(texts, add);
  std::ranges::for_each(integers, add);
  for (const std::string& column : others) {
    add(column);
    list += fmt::format(", typeof(t.{})", quoted_identifier(column));
  }
  select_ = fmt::format("SELECT {} FROM {} t", list, quoted_identifier(name_));
}

void HashedTable::read(sql::Connection& connection, const Use& use) const {
  read(connection, "", {}, use);
}

void HashedTable::read(sql::Connection& connection, std::string_view rest,
                       std::initializer_list<sql::Value> parameters, const Use& use) const {
  RowHash hash(name_);
  const std::string sql = rest.empty() ? select_ : fmt::format("{} {}", select_, rest);
  connection.query(sql, parameters, [&](const sql::Row& row) {
    int column = 0;
    for (; column < texts_; ++column) hash.add(row.bytes(column));
    for (; column < texts_ + integers_; ++column) hash.add(row.integer(column));
    for (int other = 0; other < others_; ++other, column += 2) add_any(hash, row, column);
    use(row, hash.finish());
  });
}

}  // namespace sessionstore::interop
