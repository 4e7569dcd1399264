#pragma once

#include <sessionstore/json/document.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/column_check/column_finding.h"
#include "sql/column_check/column_scan.h"
#include "sql/column_check/row_readings.h"

/// How a suspect row is judged, whatever table it is of: is there a choice of what it has and what
/// else is told of it that has its checksum?
namespace sessionstore::sql {

/// Of a row that `changes` put right.
ColumnFinding restored(const RowPlace& place, std::string_view what,
                       const std::vector<ChangedColumn>& changes, const ColumnCheck& check);
/// Of a row that nothing gives back; one that is accepted loses its checksum, and gets a new one
/// with all that have none. `columns`: those that the checksum is made of.
ColumnFinding lost_row(Connection& connection, const RowPlace& place, std::string_view what,
                       std::string_view columns, const ColumnCheck& check);

/// The first column of a query's rows.
std::vector<std::string> select_all(Connection& connection, std::string_view sql);

/// What is known of a kind of rows.
template <typename AnyRow>
struct RowKind {
  std::string what;          ///< the row, for people
  std::string_view columns;  ///< those that the checksum is made of
  std::function<Checksum(const AnyRow&)> checksum_of;
  std::function<void(const AnyRow&)> write;
};

/// `row` is what the database has, `tellings` the same with what its data, or others, say of it.
template <typename AnyRow>
ColumnFinding judge(Connection& connection, const SuspectRow& suspect, AnyRow row,
                    std::vector<AnyRow> tellings, const RowKind<AnyRow>& kind,
                    const ColumnCheck& check) {
  // A checksum is made of the data's hash: there are many choices, and a text may be large.
  const std::string text = row.data.text();
  const Digest hash = sha256(text);
  row.data = json::Document::stored({}, row.data.hash());
  for (AnyRow& told : tellings) {
    told.data = json::Document::stored({}, hash);
    const auto changes = take_original<AnyRow>(row, told, suspect.checksum, kind.checksum_of);
    if (!changes) continue;
    row.data = json::Document::stored(text, row.data.hash());
    if (check.repair != ColumnRepair::none) kind.write(row);
    return restored(suspect.place, kind.what, *changes, check);
  }
  return lost_row(connection, suspect.place, kind.what, kind.columns, check);
}

/// One for each table whose rows may be given back. Nothing where the row is not there any more.
std::optional<ColumnFinding> judge_session(Connection& connection, const SuspectRow& suspect,
                                           const ColumnCheck& check);
std::optional<ColumnFinding> judge_message(Connection& connection, const SuspectRow& suspect,
                                           const ColumnCheck& check);
std::optional<ColumnFinding> judge_part(Connection& connection, const SuspectRow& suspect,
                                        const ColumnCheck& check);
std::optional<ColumnFinding> judge_project(Connection& connection, const SuspectRow& suspect,
                                           const ColumnCheck& check);
std::optional<ColumnFinding> judge_alias(Connection& connection, const SuspectRow& suspect,
                                         const ColumnCheck& check);

}  // namespace sessionstore::sql
