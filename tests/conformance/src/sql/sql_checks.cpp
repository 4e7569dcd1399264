#include <sessionstore/conformance/check.h>

#include <vector>

namespace sessionstore::conformance {

std::span<const SqlCheck> sql_checks() {
  static const std::vector<SqlCheck> all;
  return all;
}

}  // namespace sessionstore::conformance
