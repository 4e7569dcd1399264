#include <sessionstore/error.h>
#include <sessionstore/interop/opencode_go.h>
#include <sessionstore/sqlite/attach.h>

#include <system_error>
#include <utility>

#include "opencode_shapes/ids.h"

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDatabase = "opencode.db";
constexpr const char* kDirectory = ".opencode";

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

fs::path database_at(const fs::path& place) {
  if (!is_folder(place)) return place;
  const fs::path below = place / kDirectory / kDatabase;
  std::error_code ignored;
  return fs::exists(below, ignored) ? below : place / kDatabase;
}

/// Where its sessions have worked; empty where the file lies in no `.opencode/`.
fs::path directory_of(const fs::path& database) {
  std::error_code ignored;
  const fs::path place = fs::absolute(database, ignored).lexically_normal().parent_path();
  return place.filename() == kDirectory ? place.parent_path() : fs::path();
}

}  // namespace

std::unique_ptr<SessionSource> open_opencode_go(const fs::path& path, AliasLookup known_alias,
                                                StopFlag stop) {
  const fs::path place = path.has_filename() ? path : path.parent_path();
  const fs::path database = database_at(place);
  std::error_code error;
  if (is_folder(place) && !fs::exists(database, error) && !error) {
    throw Error(ErrorCode::not_found,
                "no database of a Go OpenCode in " + printable(place.string()),
                "name its opencode.db, or the directory that holds .opencode/");
  }
  return open_opencode_go_database(sqlite::attach_read_only(database, stop),
                                   "opencode-go:" + database.string(), directory_of(database),
                                   std::move(known_alias));
}

}  // namespace sessionstore::interop
