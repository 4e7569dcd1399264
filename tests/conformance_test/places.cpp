#include "places.h"

namespace sessionstore::tests {

std::vector<Kind> all_kinds() { return {sqlite_file(), sqlite_memory()}; }

}  // namespace sessionstore::tests
