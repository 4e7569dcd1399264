#include "index_check.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <algorithm>
#include <map>
#include <optional>

#include "opencode_replica/row_hash.h"
#include "opencode_shapes/ids.h"

namespace sessionstore::interop {
namespace {

struct Index {
  std::string name;
  bool whole = true;  ///< all rows are in it, by columns alone
  std::vector<std::string> columns;
};

std::vector<Index> indexes_of(sql::Connection& connection, const Table& table) {
  std::vector<Index> indexes;
  connection.query("SELECT name, partial FROM pragma_index_list(?)", {table.name},
                   [&](const sql::Row& row) {
                     indexes.push_back({std::string(row.bytes(0)), row.integer(1) == 0, {}});
                   });
  for (Index& index : indexes) {
    connection.query("SELECT name FROM pragma_index_info(?)", {index.name},
                     [&](const sql::Row& row) {
                       if (row.is_null(0)) index.whole = false;
                       index.columns.emplace_back(row.bytes(0));
                     });
  }
  return indexes;
}

/// All that is to be the same in two lists of rows, whatever their orders.
struct Content {
  std::int64_t rows = 0;
  HashSum sum;
  bool operator==(const Content&) const = default;
};

std::string list_of(const Table& table, const std::vector<std::string>& columns) {
  std::string list = table.row_id;
  for (const std::string& column : columns) list += ", " + quoted_identifier(column);
  return list;
}

/// Adds up rows, each of a number and columns at these places.
class Adding {
 public:
  void add(const sql::Row& row, const std::vector<int>& columns) {
    hash_.add(row.integer(0));
    for (const int column : columns) hash_.add(row.bytes(column));
    content_.sum += hash_.finish();
    ++content_.rows;
  }
  [[nodiscard]] const Content& content() const { return content_; }

 private:
  RowHash hash_{"index"};
  Content content_;
};

std::vector<int> first_columns(std::size_t count) {
  std::vector<int> columns;
  for (std::size_t at = 1; at <= count; ++at) columns.push_back(static_cast<int>(at));
  return columns;
}

class IndexCheck {
 public:
  IndexCheck(sql::Connection& connection, const Table& table)
      : connection_(connection), table_(table), indexes_(indexes_of(connection, table)) {}

  std::vector<IndexDamage> run(ComparedWith with) {
    if (with == ComparedWith::each_other) compare_counts();
    const bool wanted = with == ComparedWith::table || !damage_.empty();
    if (!wanted || indexes_.empty()) return std::move(damage_);
    damage_.clear();
    if (!table_.row_id.empty() && compare_with_table()) {
      check_others();
    } else {
      compare_counts();
    }
    return std::move(damage_);
  }

 private:
  void found(const Index& index, std::string what) {
    damage_.push_back({index.name, std::move(what)});
  }

  /// Returns false where the table cannot be read whole.
  bool compare_with_table() {
    std::vector<std::string> columns;
    std::vector<std::vector<int>> places;
    for (const Index& index : indexes_) {
      std::vector<int>& of_index = places.emplace_back();
      if (!index.whole) continue;
      for (const std::string& column : index.columns) {
        const auto at = std::ranges::find(columns, column);
        of_index.push_back(static_cast<int>(at - columns.begin()) + 1);
        if (at == columns.end()) columns.push_back(column);
      }
    }
    std::vector<Adding> expected(indexes_.size());
    const bool readable = bears([&] {
      connection_.query(fmt::format("SELECT {} FROM {} NOT INDEXED", list_of(table_, columns),
                                    quoted_identifier(table_.name)),
                        {}, [&](const sql::Row& row) {
                          for (std::size_t at = 0; at < indexes_.size(); ++at) {
                            if (indexes_[at].whole) expected[at].add(row, places[at]);
                          }
                        });
    });
    if (!readable) return false;
    for (std::size_t at = 0; at < indexes_.size(); ++at) {
      if (indexes_[at].whole) compare(indexes_[at], expected[at].content());
    }
    return true;
  }

  void compare(const Index& index, const Content& expected) {
    Adding held;
    const std::vector<int> columns = first_columns(index.columns.size());
    const bool readable = bears([&] {
      connection_.query(
          fmt::format("SELECT {} FROM {} INDEXED BY {}", list_of(table_, index.columns),
                      quoted_identifier(table_.name), quoted_identifier(index.name)),
          {}, [&](const sql::Row& row) { held.add(row, columns); });
    });
    if (!readable) return found(index, "it cannot be read whole");
    if (held.content() == expected) return;
    found(index,
          held.content().rows == expected.rows
              ? "it says otherwise than the table"
              : fmt::format("it holds {} rows, the table {}", held.content().rows, expected.rows));
  }

  /// Of an index over expressions, or over a part of the rows, SQLite knows what is to be in it.
  void check_others() {
    const bool any = std::ranges::any_of(indexes_, [](const Index& index) { return !index.whole; });
    if (!any) return;
    std::vector<std::string> lines;
    bears([&] {
      connection_.query(fmt::format("PRAGMA integrity_check({})", quoted_identifier(table_.name)),
                        {}, [&](const sql::Row& row) { lines.emplace_back(row.bytes(0)); });
    });
    for (const Index& index : indexes_) {
      const auto names_it = [&](const std::string& line) { return line.ends_with(index.name); };
      if (index.whole || std::ranges::none_of(lines, names_it)) continue;
      found(index, "SQLite finds it damaged");
    }
  }

  void compare_counts() {
    std::map<std::string, std::optional<std::string>> counts;
    last_ = last_row();
    for (const Index& index : indexes_) {
      if (index.whole) counts[index.name] = count(index);
    }
    for (const Index& index : indexes_) {
      if (!index.whole) continue;
      const std::optional<std::string>& own = counts[index.name];
      const bool alone =
          std::ranges::all_of(counts, [&](const auto& other) { return other.second == own; });
      if (!own) {
        found(index, "it cannot be read whole");
      } else if (!alone) {
        found(index, "it does not hold the same rows as the table's other indexes");
      } else if (last_ && last_of_[index.name] != *last_) {
        found(index, "it ends at another row than the table");
      }
    }
  }

  /// How many rows an index holds and what their numbers add up to.
  std::optional<std::string> count(const Index& index) {
    std::optional<std::string> text;
    const std::string number = table_.row_id.empty() ? "1" : table_.row_id;
    bears([&] {
      connection_.query(
          fmt::format("SELECT count(*), ifnull(sum(n & 0xFFFFFFFF), 0), ifnull(max(n), 0) FROM "
                      "(SELECT {} AS n FROM {} INDEXED BY {})",
                      number, quoted_identifier(table_.name), quoted_identifier(index.name)),
          {}, [&](const sql::Row& row) {
            last_of_[index.name] = row.integer(2);
            text = fmt::format("{} {} {}", row.integer(0), row.integer(1), row.integer(2));
          });
    });
    return text;
  }

  /// The number of the table's last row; nothing where it has none, or cannot tell.
  std::optional<std::int64_t> last_row() {
    std::optional<std::int64_t> last;
    if (table_.row_id.empty()) return last;
    bears([&] {
      connection_.query(fmt::format("SELECT {0} FROM {1} NOT INDEXED ORDER BY {0} DESC LIMIT 1",
                                    table_.row_id, quoted_identifier(table_.name)),
                        {}, [&](const sql::Row& row) { last = row.integer(0); });
    });
    return last;
  }

  template <typename Read>
  static bool bears(const Read& read) {
    try {
      read();
      return true;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt) throw;
      return false;
    }
  }

  sql::Connection& connection_;
  const Table& table_;
  std::vector<Index> indexes_;
  std::vector<IndexDamage> damage_;
  std::optional<std::int64_t> last_;
  std::map<std::string, std::int64_t> last_of_;  // the last row of each index
};

}  // namespace

ComparedWith compared_for_one(sql::Connection& connection) {
  constexpr std::int64_t kSmallBytes = std::int64_t{64} << 20U;
  std::int64_t bytes = 0;
  connection.query("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", {},
                   [&](const sql::Row& row) { bytes = row.integer(0); });
  return bytes <= kSmallBytes ? ComparedWith::table : ComparedWith::each_other;
}

std::vector<IndexDamage> check_indexes(sql::Connection& connection, const Table& table,
                                       ComparedWith with) {
  return IndexCheck(connection, table).run(with);
}

}  // namespace sessionstore::interop
