#include "any_collation.h"

#include <string_view>

namespace sessionstore::sqlite {
namespace {

extern "C" int compare_bytes(void* /*unused*/, int size_a, const void* a, int size_b,
                             const void* b) {
  return std::string_view(static_cast<const char*>(a), static_cast<std::size_t>(size_a))
      .compare({static_cast<const char*>(b), static_cast<std::size_t>(size_b)});
}

extern "C" void make_collation(void* /*unused*/, sqlite3* database, int encoding,
                               const char* name) {
  sqlite3_create_collation_v2(database, name, encoding, nullptr, compare_bytes, nullptr);
}

}  // namespace

int allow_any_collation(sqlite3* database) {
  return sqlite3_collation_needed(database, nullptr, make_collation);
}

}  // namespace sessionstore::sqlite
