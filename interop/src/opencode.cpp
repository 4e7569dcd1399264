#include <sessionstore/error.h>
#include <sessionstore/interop/opencode.h>
#include <sessionstore/interop/opencode_database.h>
#include <sessionstore/sqlite/attach.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <utility>

#include "data_directory/data_directory.h"
#include "data_directory/known_names.h"
#include "flat_files/paths.h"
#include "flat_files/project_files.h"
#include "opencode_shapes/ids.h"

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;

template <typename Wanted>
bool has_file(const fs::path& directory, Wanted wanted) {
  std::error_code error;
  std::error_code ignored;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    if (wanted(entry->path().filename().string()) && entry->is_regular_file(ignored)) return true;
  }
  return false;
}

bool has_database(const fs::path& directory) { return has_file(directory, is_database_name); }

/// A storage/ of all projects, whatever its name.
bool is_storage(const fs::path& directory) {
  constexpr std::array<const char*, 3> kKinds{"session", "message", "part"};
  if (has_directory(directory / "storage")) return false;
  const bool has_any = std::any_of(kKinds.begin(), kKinds.end(), [&](const char* kind) {
    return has_directory(directory / kind);
  });
  if (directory.filename() == "storage" || has_any) return true;
  // A data directory may have a project/ as well, of directories and not of files.
  const auto is_document = [](std::string_view name) { return name.ends_with(".json"); };
  return !has_database(directory) && has_file(directory / "project", is_document);
}

}  // namespace

fs::path default_opencode_directory(const std::string& xdg_data_home, const std::string& home) {
  // The specification of XDG has relative paths ignored.
  if (xdg_data_home.starts_with('/')) return fs::path(xdg_data_home) / "opencode";
  return fs::path(home) / ".local" / "share" / "opencode";
}

std::unique_ptr<SessionSource> open_opencode(const fs::path& path, AliasLookup known_alias,
                                             const OpencodeSettings& more, StopFlag stop) {
  // A trailing slash is no name.
  const fs::path place = path.has_filename() ? path : path.parent_path();
  const std::string shown = printable(place.string());
  std::error_code error;
  const fs::file_status status = fs::status(place, error);
  if (status.type() == fs::file_type::not_found) {
    throw Error(ErrorCode::not_found, "no OpenCode data at " + shown,
                "name OpenCode's data directory, by default ~/.local/share/opencode");
  }
  if (error) throw unreadable(place, error);
  if (status.type() != fs::file_type::directory) {
    return open_opencode_database(sqlite::attach_read_only(place, stop),
                                  "opencode:" + place.string(), std::move(known_alias));
  }
  if (!is_storage_of_project(place) && is_storage(place)) {
    return open_flat_files(place, std::move(known_alias), stop);
  }
  DataDirectory directory(place, std::move(known_alias), stop);
  if (is_storage_of_project(place)) {
    directory.add_project_storage(place);
  } else if (is_storage_of_project(place / "storage") && !has_database(place)) {
    directory.add_project(place);
  } else if (holds_project_storages(place)) {
    directory.add_projects(place);
  } else {
    directory.add_all(more.database);
  }
  return std::move(directory).open();
}

}  // namespace sessionstore::interop
