#include "sql/column_check/column_scan.h"

#include <fmt/format.h>

#include <unordered_map>

#include "sql/column_check/checked_rows.h"
#include "sql/column_check/session_sums.h"
#include "sql/rows.h"

namespace sessionstore::sql {
namespace {

class Scan {
 public:
  Scan(Connection& connection, bool has_checksums, StopFlag stop)
      : connection_(connection), has_checksums_(has_checksums), stop_(stop) {}

  ColumnScan run() {
    for (const CheckedTable table :
         {CheckedTable::message, CheckedTable::part, CheckedTable::delta, CheckedTable::record}) {
      each(table, [&](const CheckedRow& row) { sums_[row.place.owner].add(row); });
    }
    each(CheckedTable::session, [&](const CheckedRow& checked) { session(checked); });
    each(CheckedTable::project, [](const CheckedRow& /*checked*/) {});
    each(CheckedTable::alias, [](const CheckedRow& /*checked*/) {});
    each(CheckedTable::project_record, [&](const CheckedRow& checked) { project_record(checked); });
    return std::move(found_);
  }

 private:
  template <typename Take>
  void each(CheckedTable table, const Take& take) {
    for_each_row(connection_, {table, has_checksums_, {}}, [&](const CheckedRow& checked) {
      stop_.check();
      const RowPlace& place = checked.place;
      if (checked.is_suspect()) found_.suspects.push_back({place, *checked.stored});
      if (!checked.stored) {
        ++found_.without_checksum;
        (place.of_session() ? found_.unsealed_sessions : found_.unsealed_projects)
            .insert(place.owner);
      }
      take(checked);
    });
  }

  void session(const CheckedRow& checked) {
    const Row& row = checked.row;
    const std::string& id = checked.place.owner;
    const auto checksum = optional_integer(row, kUpdatedChecksumColumn);
    if (checksum && updated_checksum(id, row.integer(13)) != *checksum) {
      found_.wrong_times.insert(id);
    }
    if (!wrong_columns(checked, sums_[id]).empty()) found_.wrong_sums.insert(id);
  }

  void project_record(const CheckedRow& checked) {
    if (record_from(checked.row).data.intact()) return;
    const RowPlace& place = checked.place;
    found_.damaged.push_back(
        {"", "hash",
         fmt::format("record {} {} of project '{}' is damaged: its hash does not match", place.id,
                     place.key, place.owner)});
  }

  Connection& connection_;
  bool has_checksums_;
  StopFlag stop_;
  std::unordered_map<std::string, SessionSums> sums_;
  ColumnScan found_;
};

}  // namespace

ColumnScan scan_columns(Connection& connection, bool has_checksums, StopFlag stop) {
  return Scan(connection, has_checksums, stop).run();
}

}  // namespace sessionstore::sql
