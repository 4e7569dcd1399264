#pragma once

#include <sessionstore/conformance/check.h>
#include <sessionstore/conformance/require.h>
#include <sessionstore/conformance/rows.h>

#include <string_view>
#include <vector>

#include "texts.h"

namespace sessionstore::conformance {

/// Puts the checks of one group into the list of all.
class StoreGroup {
 public:
  StoreGroup(std::string_view name, std::vector<StoreCheck>& checks)
      : name_(name), checks_(checks) {}

  /// A rule that one store shows, which starts empty.
  void with_store(std::string_view rule, void (*check)(SessionStore&));
  /// A rule about opening one place several times.
  void with_place(std::string_view rule, void (*check)(StorePlace&));
  /// A rule about two places.
  void with_two(std::string_view rule, void (*check)(SessionStore&, SessionStore&));

 private:
  std::string_view name_;
  std::vector<StoreCheck>& checks_;
};

/// One for each file *_checks.cpp.
void add_absence_checks(std::vector<StoreCheck>& checks);
void add_text_checks(std::vector<StoreCheck>& checks);
void add_identity_checks(std::vector<StoreCheck>& checks);
void add_order_checks(std::vector<StoreCheck>& checks);
void add_message_checks(std::vector<StoreCheck>& checks);
void add_part_checks(std::vector<StoreCheck>& checks);
void add_session_checks(std::vector<StoreCheck>& checks);
void add_number_checks(std::vector<StoreCheck>& checks);
void add_paging_checks(std::vector<StoreCheck>& checks);
void add_atomicity_checks(std::vector<StoreCheck>& checks);
void add_limit_checks(std::vector<StoreCheck>& checks);
void add_conflict_checks(std::vector<StoreCheck>& checks);
void add_revision_checks(std::vector<StoreCheck>& checks);
void add_record_checks(std::vector<StoreCheck>& checks);
void add_growth_checks(std::vector<StoreCheck>& checks);
void add_deletion_checks(std::vector<StoreCheck>& checks);
void add_project_checks(std::vector<StoreCheck>& checks);
void add_concurrency_checks(std::vector<StoreCheck>& checks);
void add_opening_checks(std::vector<StoreCheck>& checks);
void add_restore_checks(std::vector<StoreCheck>& checks);
void add_bulk_checks(std::vector<StoreCheck>& checks);
void add_transfer_checks(std::vector<StoreCheck>& checks);
void add_copy_checks(std::vector<StoreCheck>& checks);
void add_root_checks(std::vector<StoreCheck>& checks);

}  // namespace sessionstore::conformance
