#include "sql/column_check/column_finding.h"

#include <utility>

namespace sessionstore::sql {
namespace {

ColumnFinding finding(std::string session, std::string detail, bool repaired) {
  return {{std::move(session), "columns", std::move(detail)}, repaired};
}

}  // namespace

ColumnFinding restorable(std::string session, std::string what, const ColumnCheck& check) {
  const bool repaired = check.repair != ColumnRepair::none;
  if (!repaired) what += "; `sessionstore verify --repair` puts it right";
  return finding(std::move(session), std::move(what), repaired);
}

ColumnFinding lost(std::string session, std::string what, const ColumnCheck& check) {
  const bool accepted = check.repair == ColumnRepair::accept;
  what += accepted ? "; taken as it is now"
                   : ", and nothing here tells what that was; restore a backup, or take it as it "
                     "is with `sessionstore verify --repair --accept`";
  return finding(std::move(session), std::move(what), accepted);
}

}  // namespace sessionstore::sql
