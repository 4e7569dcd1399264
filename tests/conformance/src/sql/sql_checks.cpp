#include "sql/group.h"

namespace sessionstore::conformance {

std::span<const SqlCheck> sql_checks() {
  static const std::vector<SqlCheck> all = [] {
    std::vector<SqlCheck> checks;
    for (const auto add :
         {add_value_checks, add_statement_checks, add_transaction_checks, add_migration_checks,
          add_killed_migration_checks, add_schema_fit_checks, add_column_checks, add_pool_checks,
          add_fault_checks, add_retry_checks, add_transfer_fault_checks}) {
      add(checks);
    }
    return checks;
  }();
  return all;
}

}  // namespace sessionstore::conformance
