#include "twins.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "opencode_replica/row_hash.h"

namespace sessionstore::interop {
namespace {

constexpr const char* kEqual = "it is there more than once, and equal: taken once";
constexpr const char* kOther =
    "it is there more than once, and differs: the one changed last was taken, this one not";

struct Twin {
  std::int64_t number = 0;
  std::int64_t updated = 0;
  HashSum hash;
};

HashSum hash_of(const TableRow& row) {
  RowHash hash(row.table().name);
  for (const std::string& column : row.table().columns) {
    hash.add(std::int64_t{row.has(column)});
    hash.add(row.bytes(column));
  }
  return hash.finish();
}

/// When it was changed last, as OpenCode or a Go OpenCode names it.
std::int64_t time_of(const TableRow& row) {
  const auto updated = row.integer("time_updated");
  return updated ? *updated : row.integer("updated_at").value_or(0);
}

class OneOfTwins {
 public:
  OneOfTwins(sql::Connection& connection, const Table& table, const std::string& place,
             const Reports& reports)
      : connection_(connection), table_(table), place_(place), reports_(reports) {}

  bool take(const TableScan::RowNumbers& numbers, const UseTableRow& use) {
    std::optional<HashSum> taken;
    for (const Twin& twin : readable(numbers)) {
      if (taken) {
        pass_over(twin.hash == *taken);
      } else if (bears([&] { read_row(connection_, table_, twin.number, use); })) {
        taken = twin.hash;
      }
    }
    for (const Error& error : damaged_) {
      if (!taken && &error == &damaged_.back()) throw Error(error);
      reports_.skipped(place_, error.what());
    }
    return taken.has_value();
  }

 private:
  std::vector<Twin> readable(const TableScan::RowNumbers& numbers) {
    std::vector<Twin> twins;
    for (const std::int64_t number : numbers) {
      bears([&] {
        read_row(connection_, table_, number, [&](const TableRow& row) {
          twins.push_back({number, time_of(row), hash_of(row)});
        });
      });
    }
    std::ranges::sort(twins, [](const Twin& a, const Twin& b) {
      return std::tie(a.updated, a.number) > std::tie(b.updated, b.number);
    });
    return twins;
  }

  void pass_over(bool equal) {
    if (equal) {
      reports_.note(place_, kEqual);
    } else {
      reports_.skipped(place_, kOther);
    }
  }

  template <typename Read>
  bool bears(const Read& read) {
    try {
      read();
      return true;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt) throw;
      damaged_.push_back(error);
      return false;
    }
  }

  sql::Connection& connection_;
  const Table& table_;
  const std::string& place_;
  const Reports& reports_;
  std::vector<Error> damaged_;
};

}  // namespace

bool take_one_of(sql::Connection& connection, const Table& table,
                 const TableScan::RowNumbers& numbers, const std::string& place,
                 const Reports& reports, const UseTableRow& take) {
  if (numbers.size() == 1) return read_row(connection, table, numbers.front(), take);
  return OneOfTwins(connection, table, place, reports).take(numbers, take);
}

void leave_one_of_each(std::vector<Record>& records, const std::string& owner,
                       const Reports& reports) {
  std::vector<Record> left;
  for (Record& record : records) {
    const bool known =
        !left.empty() && left.back().kind == record.kind && left.back().key == record.key;
    if (!known) {
      left.push_back(std::move(record));
      continue;
    }
    const std::string place = fmt::format("{}, {} {}", owner, record.kind, record.key);
    if (left.back().data.text() == record.data.text()) {
      reports.note(place, kEqual);
    } else {
      reports.skipped(place, "it is there more than once, and differs: the first was taken");
    }
  }
  records = std::move(left);
}

}  // namespace sessionstore::interop
