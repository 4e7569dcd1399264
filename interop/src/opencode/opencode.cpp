#include <sessionstore/error.h>
#include <sessionstore/interop/opencode.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "flat_files.h"
#include "names.h"

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;

constexpr const char* kNotYet =
    "an OpenCode database (1.2 and later), which this version does not read yet";

bool has_directory(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

// OpenCode names its database opencode.db, or opencode-CHANNEL.db.
bool is_database(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.starts_with("opencode") && name.ends_with(".db");
}

bool is_sqlite(const fs::path& path) {
  constexpr std::string_view kMagic("SQLite format 3\0", 16);
  std::array<char, kMagic.size()> head{};
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), head.size());
  return file.gcount() == static_cast<std::streamsize>(head.size()) &&
         std::string_view(head.data(), head.size()) == kMagic;
}

std::vector<fs::path> databases_in(const fs::path& directory) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    if (is_database(entry->path()) && entry->is_regular_file(error)) found.push_back(entry->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool is_storage(const fs::path& directory) {
  constexpr std::array<const char*, 4> kKinds{"session", "message", "part", "project"};
  return directory.filename() == "storage" ||
         std::any_of(kKinds.begin(), kKinds.end(),
                     [&](const char* kind) { return has_directory(directory / kind); });
}

}  // namespace

fs::path default_opencode_directory(const std::string& xdg_data_home, const std::string& home) {
  // The specification of XDG has relative paths ignored.
  if (xdg_data_home.starts_with('/')) return fs::path(xdg_data_home) / "opencode";
  return fs::path(home) / ".local" / "share" / "opencode";
}

std::unique_ptr<SessionSource> open_opencode(const fs::path& path, AliasLookup known_alias) {
  // A trailing slash is no name.
  const fs::path place = path.has_filename() ? path : path.parent_path();
  const std::string shown = printable(place.string());
  std::error_code error;
  const fs::file_status status = fs::status(place, error);
  if (status.type() == fs::file_type::not_found) {
    throw Error(ErrorCode::not_found, "no OpenCode data at " + shown,
                "name OpenCode's data directory, by default ~/.local/share/opencode");
  }
  if (error) {
    throw Error(error == std::errc::permission_denied ? ErrorCode::permission_denied
                                                      : ErrorCode::unavailable,
                "cannot read " + shown + ": " + error.message(), {}, error.value());
  }
  if (status.type() != fs::file_type::directory) {
    const bool database =
        status.type() == fs::file_type::regular && (place.extension() == ".db" || is_sqlite(place));
    throw Error(ErrorCode::unsupported,
                shown + " is " + (database ? kNotYet : "neither a directory nor a database"),
                "name a data directory that has a storage/ directory, or that directory");
  }
  const std::string location = "opencode:" + place.string();
  const bool has_storage = has_directory(place / "storage");
  if (!has_storage && is_storage(place)) {
    return open_flat_files(place, std::move(known_alias), location, {});
  }
  const std::vector<fs::path> databases = databases_in(place);
  if (has_storage) {
    std::vector<Skipped> skipped;
    for (const fs::path& database : databases) {
      skipped.push_back({printable(database.string()), kNotYet});
    }
    return open_flat_files(place / "storage", std::move(known_alias), location, std::move(skipped));
  }
  if (!databases.empty()) {
    throw Error(ErrorCode::unsupported, printable(databases.front().string()) + " is " + kNotYet,
                "only the flat files of OpenCode up to 1.1 (storage/) are read");
  }
  throw Error(ErrorCode::not_found, "no OpenCode data in " + shown + ": it has no storage/",
              "name OpenCode's data directory, by default ~/.local/share/opencode");
}

}  // namespace sessionstore::interop
