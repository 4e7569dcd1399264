#include "store/group.h"

namespace sessionstore::conformance {

std::span<const StoreCheck> store_checks() {
  static const std::vector<StoreCheck> all = [] {
    std::vector<StoreCheck> checks;
    for (const auto add : {add_absence_checks, add_text_checks}) add(checks);
    return checks;
  }();
  return all;
}

}  // namespace sessionstore::conformance
