#include "database_file.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <system_error>

#include "opencode_shapes/ids.h"

namespace sessionstore::interop {

namespace fs = std::filesystem;

fs::path database_file_of(const fs::path& place, const fs::path& named) {
  std::error_code error;
  const bool is_file = !named.empty() && named != ":memory:";
  fs::path database =
      fs::is_directory(place, error) ? place / (is_file ? named : "opencode.db") : place;
  if (!fs::exists(database, error)) {
    throw Error(ErrorCode::not_found,
                fmt::format("no OpenCode database {}", printable(database.string())),
                "start OpenCode once (version 1.2 or later): it makes its database then");
  }
  return database;
}

}  // namespace sessionstore::interop
