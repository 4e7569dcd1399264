#include "places.h"

namespace sessionstore::tests {

std::vector<Kind> all_kinds() {
  static const std::vector<Kind> all = [] {
    std::vector<Kind> kinds = servers();
    kinds.insert(kinds.begin(), {sqlite_file(), sqlite_memory()});
    return kinds;
  }();
  return all;
}

}  // namespace sessionstore::tests
