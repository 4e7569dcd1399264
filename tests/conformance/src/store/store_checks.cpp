#include "store/group.h"

namespace sessionstore::conformance {

std::span<const StoreCheck> store_checks() {
  static const std::vector<StoreCheck> all = [] {
    std::vector<StoreCheck> checks;
    for (const auto add :
         {add_absence_checks,  add_text_checks,        add_identity_checks, add_order_checks,
          add_message_checks,  add_part_checks,        add_session_checks,  add_number_checks,
          add_paging_checks,   add_atomicity_checks,   add_limit_checks,    add_conflict_checks,
          add_revision_checks, add_record_checks,      add_growth_checks,   add_deletion_checks,
          add_project_checks,  add_concurrency_checks, add_opening_checks,  add_restore_checks,
          add_bulk_checks,     add_transfer_checks,    add_copy_checks,     add_root_checks})
      add(checks);
    return checks;
  }();
  return all;
}

}  // namespace sessionstore::conformance
