#include <set>

#include "sql/column_check/column_scan.h"
#include "sql/column_check/judge_row.h"
#include "sql/column_check/seal.h"
#include "sql/session_queries.h"
#include "sql/sql_store.h"

namespace sessionstore::sql {
namespace {

/// The first schema whose rows have checksums.
constexpr std::int64_t kChecksumsSince = 3;

}  // namespace

ColumnReport SqlStore::check_columns(const ColumnCheck& check) {
  const bool repairs = check.repair != ColumnRepair::none;
  const bool has_checksums = backend_.schema_version >= kChecksumsSince;
  ColumnScan scan = steps_.read(
      [&](Connection& connection) { return scan_columns(connection, has_checksums, check.stop); });
  ColumnReport report;
  report.without_checksum = scan.without_checksum;
  report.differences = std::move(scan.damaged);
  // Each in a step of its own, so that others can write meanwhile.
  const auto judged = [&](const std::string& session, const auto& judge) {
    check.stop.check();
    const auto step = [&](Connection& connection) {
      if (repairs && !session.empty()) lock_session(connection, session);
      return judge(connection);
    };
    const std::optional<ColumnFinding> found =
        repairs ? steps_.write_repeatable(step) : steps_.read(step);
    if (!found) return true;
    (found->repaired ? report.repaired : report.differences).push_back(found->difference);
    return found->repaired;
  };
  std::set<std::string> unclear;  // sessions whose rows may add up to anything
  for (const SuspectRow& suspect : scan.suspects) {
    const RowPlace& place = suspect.place;
    const bool right = judged(place.of_session() ? place.owner : "", [&](Connection& connection) {
      return judge_row(connection, suspect, check);
    });
    if (!right && place.of_session()) unclear.insert(place.owner);
    if (check.repair != ColumnRepair::accept) continue;
    (place.of_session() ? scan.unsealed_sessions : scan.unsealed_projects).insert(place.owner);
  }
  for (const std::string& id : scan.wrong_times) {
    judged(id, [&](Connection& connection) { return judge_time(connection, id, check); });
  }
  for (const std::string& id : scan.wrong_sums) {
    if (unclear.contains(id)) continue;
    judged(id, [&](Connection& connection) { return judge_sums(connection, id, check); });
  }
  if (!repairs) return report;
  for (const std::string& id : scan.unsealed_sessions) {
    steps_.write_repeatable([&](Connection& connection) {
      seal_session(connection, id);
      return true;
    });
  }
  for (const std::string& id : scan.unsealed_projects) {
    steps_.write_repeatable([&](Connection& connection) {
      seal_project(connection, id);
      return true;
    });
  }
  return report;
}

}  // namespace sessionstore::sql
