#include "scan_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <limits>
#include <optional>

namespace sessionstore::interop {
namespace {

constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
/// So many numbers are tried one by one to find the rows after a damaged page; then larger steps
/// are made, for a file may leave any number of them out.
constexpr int kTriedSingly = 100'000;

class Scan {
 public:
  Scan(sql::Connection& connection, const Table& table, std::string_view list, int count)
      : connection_(connection),
        row_id_(count),
        has_row_ids_(!table.row_id.empty()),
        sql_(fmt::format("SELECT {}{} FROM {} NOT INDEXED{}", list,
                         has_row_ids_ ? ", " + table.row_id : "", quoted_identifier(table.name),
                         from(table, ""))),
        first_(fmt::format("SELECT {} FROM {} NOT INDEXED{}", table.row_id,
                           quoted_identifier(table.name), from(table, " LIMIT 1"))) {}

  void run(const sql::RowCallback& use, const std::function<void(const Gap&)>& damaged) {
    std::int64_t next = std::numeric_limits<std::int64_t>::min();
    while (const auto reason = read(next, use)) {
      if (!has_row_ids_) {
        damaged({0, 0, *reason});
        return;
      }
      // On a damaged page rows may stand in any order: numbers must rise, or this would not end.
      std::int64_t first = std::max(next_.value_or(lowest()), next);
      const int tried = tried_;
      std::optional<std::int64_t> after = readable_from(first);
      if (after == next) {
        // The row's own page can be read, but not those on which the rest of it is.
        first = next;
        after = next == kLast ? std::nullopt : readable_from(next + 1);
      } else if (after && tried_ == tried) {
        next = *after;
        continue;
      }
      damaged({first, after.value_or(first), *reason});
      if (!after) return;
      next = *after;
    }
  }

 private:
  static std::string from(const Table& table, std::string_view limit) {
    if (table.row_id.empty()) return "";
    return fmt::format(" WHERE {0} >= ? ORDER BY {0}{1}", table.row_id, limit);
  }

  /// Gives the rows from that number on. Returns why not all could be read.
  std::optional<std::string> read(std::int64_t number, const sql::RowCallback& use) {
    std::exception_ptr of_use;
    const auto give = [&](const sql::Row& row) {
      try {
        use(row);
      } catch (...) {
        of_use = std::current_exception();
        throw;
      }
      if (!has_row_ids_) return;
      const std::int64_t given = row.integer(row_id_);
      if (given < kLast) next_ = given + 1;
    };
    try {
      if (has_row_ids_) {
        connection_.query(sql_, {number}, give);
      } else {
        connection_.query(sql_, {}, give);
      }
      return std::nullopt;
    } catch (const Error& error) {
      if (of_use || error.code() != ErrorCode::corrupt) throw;
      return error.what();
    }
  }

  /// The number of the first row from that one on; nothing where the page cannot be read, or there
  /// is none.
  std::optional<std::int64_t> look(std::int64_t number) {
    try {
      std::optional<std::int64_t> found;
      connection_.query(first_, {number}, [&](const sql::Row& row) { found = row.integer(0); });
      ended_ = !found;
      return found && *found < number ? std::nullopt : found;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt) throw;
      return std::nullopt;
    }
  }

  /// Where the rows begin if the first page cannot be read: tables number them from 1.
  static std::int64_t lowest() { return 1; }

  std::optional<std::int64_t> readable_from(std::int64_t number) {
    for (;; ++number) {
      if (const auto found = look(number)) return found;
      if (ended_ || number == kLast) return std::nullopt;
      if (++tried_ > kTriedSingly) return readable_after(number);
    }
  }

  std::optional<std::int64_t> readable_after(std::int64_t unreadable) {
    std::int64_t step = 1;
    std::int64_t known = 0;
    while (true) {
      if (unreadable > kLast - step) return std::nullopt;
      known = unreadable + step;
      if (look(known)) break;
      if (ended_) break;
      unreadable = known;
      step *= 2;
    }
    while (unreadable + 1 < known) {
      const std::int64_t between = unreadable + (known - unreadable) / 2;
      if (look(between) || ended_) {
        known = between;
      } else {
        unreadable = between;
      }
    }
    return look(known);
  }

  sql::Connection& connection_;
  int row_id_;
  bool has_row_ids_;
  std::string sql_;
  std::string first_;
  std::optional<std::int64_t> next_;  // after the row that was given last
  bool ended_ = false;                // of the last look: there is no row from there on
  int tried_ = 0;
};

}  // namespace

void scan_rows(sql::Connection& connection, const Table& table, std::string_view list, int count,
               const sql::RowCallback& use, const std::function<void(const Gap&)>& damaged) {
  Scan(connection, table, list, count).run(use, damaged);
}

void scan_table_rows(sql::Connection& connection, const Table& table,
                     const std::function<void(const TableRow&)>& use,
                     const std::function<void(const Gap&)>& damaged) {
  scan_rows(
      connection, table, table.columns_and_types(), static_cast<int>(2 * table.columns.size()),
      [&](const sql::Row& row) { use(TableRow(table, row)); }, damaged);
}

std::string described(const Gap& gap) {
  if (gap.next <= gap.first) return gap.reason;
  return fmt::format("its rows from number {} to {}: {}", gap.first, gap.next - 1, gap.reason);
}

}  // namespace sessionstore::interop
