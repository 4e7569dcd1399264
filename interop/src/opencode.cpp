#include <sessionstore/error.h>
#include <sessionstore/interop/opencode.h>
#include <sessionstore/interop/opencode_database.h>
#include <sessionstore/sqlite/attach.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>
#include <vector>

#include "merge/merged_source.h"
#include "opencode_shapes/ids.h"

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;

bool has_directory(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

// OpenCode names its database opencode.db, or opencode-CHANNEL.db.
bool is_database(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.starts_with("opencode") && name.ends_with(".db");
}

[[noreturn]] void refuse(const std::string& shown, const std::error_code& error) {
  throw Error(
      error == std::errc::permission_denied ? ErrorCode::permission_denied : ErrorCode::unavailable,
      "cannot read " + shown + ": " + error.message(),
      "run as the user who owns it, or make it readable for you", error.value());
}

std::vector<fs::path> databases_in(const fs::path& directory) {
  std::vector<fs::path> found;
  std::error_code error;
  std::error_code ignored;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    if (is_database(entry->path()) && entry->is_regular_file(ignored))
      found.push_back(entry->path());
  }
  if (error) refuse(printable(directory.string()), error);
  std::sort(found.begin(), found.end());
  return found;
}

bool is_storage(const fs::path& directory) {
  constexpr std::array<const char*, 4> kKinds{"session", "message", "part", "project"};
  return directory.filename() == "storage" ||
         std::any_of(kKinds.begin(), kKinds.end(),
                     [&](const char* kind) { return has_directory(directory / kind); });
}

std::unique_ptr<SessionSource> open_database(const fs::path& database,
                                             const AliasLookup& known_alias, StopFlag stop) {
  return open_opencode_database(sqlite::attach_read_only(database, stop),
                                "opencode:" + database.string(), known_alias);
}

/// One history of all that lies in a data directory.
class DataDirectory {
 public:
  DataDirectory(fs::path directory, AliasLookup known_alias, StopFlag stop)
      : directory_(std::move(directory)), known_alias_(std::move(known_alias)), stop_(stop) {}

  /// Later ones are trusted less where copies of a session are of the same age.
  void add_database(const fs::path& database) {
    try {
      places_.push_back(
          {database.filename().string(), open_database(database, known_alias_, stop_)});
    } catch (const Error& error) {
      failures_.push_back(error);
      skipped_.push_back({printable(database.string()), error.what()});
    }
  }
  void add_storage(const fs::path& storage) {
    places_.push_back({"storage", open_flat_files(storage, known_alias_, stop_)});
  }

  std::unique_ptr<SessionSource> open() && {
    const std::string location = "opencode:" + directory_.string();
    if (places_.empty() && !failures_.empty()) throw Error(failures_.front());
    if (places_.empty()) {
      throw Error(ErrorCode::not_found,
                  "no OpenCode data in " + printable(directory_.string()) +
                      ": it has neither a storage/ nor a database",
                  "name OpenCode's data directory, by default ~/.local/share/opencode");
    }
    return merge_sources(std::move(places_), location, std::move(skipped_));
  }

 private:
  fs::path directory_;
  AliasLookup known_alias_;
  StopFlag stop_;
  std::vector<MergedPlace> places_;
  std::vector<Skipped> skipped_;
  std::vector<Error> failures_;
};

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
  if (error) refuse(shown, error);
  if (status.type() != fs::file_type::directory) return open_database(place, known_alias, stop);
  if (!has_directory(place / "storage") && is_storage(place)) {
    return open_flat_files(place, std::move(known_alias), stop);
  }
  DataDirectory directory(place, std::move(known_alias), stop);
  std::vector<fs::path> databases = databases_in(place);
  const fs::path& also = more.database;
  if (!also.empty() && also != ":memory:") {
    const fs::path named = place / also;
    if (std::find(databases.begin(), databases.end(), named) == databases.end()) {
      databases.push_back(named);
    }
  }
  for (const fs::path& database : databases) directory.add_database(database);
  if (has_directory(place / "storage")) directory.add_storage(place / "storage");
  return std::move(directory).open();
}

}  // namespace sessionstore::interop
