#include "data_directory.h"

#include <sessionstore/error.h>
#include <sessionstore/interop/opencode_database.h>
#include <sessionstore/sqlite/attach.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "flat_files/project_files.h"
#include "known_names.h"
#include "opencode_shapes/ids.h"
#include "opencode_shapes/well_known.h"

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;

bool leads_to_directory(const fs::directory_entry& entry) {
  std::error_code ignored;
  return entry.is_directory(ignored);
}

bool is_file(const fs::directory_entry& entry) {
  std::error_code ignored;
  return entry.is_regular_file(ignored);
}

bool has_no_entries(const fs::path& directory) {
  std::error_code ignored;
  return fs::is_empty(directory, ignored);
}

std::string file_name_of(const fs::path& path) { return path.filename().string(); }

/// Of a storage that lies in the root there is no name.
std::string project_of(const fs::path& storage) {
  const std::string name = file_name_of(storage.parent_path());
  return name.empty() || name == "." ? kGlobalProject : fit_id(printable(name));
}

}  // namespace

template <typename Open>
void DataDirectory::add(std::string name, const fs::path& path, bool superseded, const Open& open) {
  try {
    places_.push_back({std::move(name), open(), superseded});
  } catch (const Error& error) {
    fail(path, error);
  }
}

void DataDirectory::fail(const fs::path& path, const Error& error) {
  if (error.code() == ErrorCode::interrupted) throw Error(error);
  failures_.push_back(error);
  remarks_.skipped.push_back({printable(path.string()), error.what()});
}

void DataDirectory::add_all(const fs::path& also) {
  const std::vector<fs::directory_entry> entries = entries_of(directory_, stop_);
  for (const fs::directory_entry& entry : entries) {
    if (is_database_name(file_name_of(entry.path())) && is_file(entry)) {
      databases_.push_back(entry.path());
    }
  }
  if (!also.empty() && also != ":memory:") {
    const fs::path named = directory_ / also;
    if (std::ranges::find(databases_, named) == databases_.end()) databases_.push_back(named);
  }
  for (const fs::path& database : databases_) add_database(database);
  for (const fs::directory_entry& entry : entries) {
    if (file_name_of(entry.path()) == "storage" && leads_to_directory(entry))
      add_storage(entry.path());
  }
  for (const fs::directory_entry& entry : entries) add_entry(entry);
}

void DataDirectory::add_database(const fs::path& database) {
  add(printable(file_name_of(database)), database, false, [&] {
    return open_opencode_database(sqlite::attach_read_only(database, stop_),
                                  "opencode:" + database.string(), known_alias_);
  });
}

void DataDirectory::add_storage(const fs::path& storage) {
  if (is_storage_of_project(storage)) return add_project_storage(storage);
  add("storage", storage, false, [&] { return open_flat_files(storage, known_alias_, stop_); });
}

void DataDirectory::add_project_storage(const fs::path& storage) {
  const std::string project = project_of(storage);
  add("project/" + project, storage, true,
      [&] { return open_project_files(storage, project, known_alias_, stop_); });
}

void DataDirectory::add_project(const fs::path& project) {
  add_project_storage(project / "storage");
  name_entries_of_project(project);
}

void DataDirectory::add_projects(const fs::path& projects) {
  std::vector<fs::directory_entry> entries;
  try {
    entries = entries_of(projects, stop_);
  } catch (const Error& error) {
    return fail(projects, error);
  }
  for (const fs::directory_entry& entry : entries) {
    const fs::path storage = entry.path() / "storage";
    int error = 0;
    if (leads_to_directory(entry) && is_storage_of_project(storage, error)) {
      add_project(entry.path());
    } else if (error != 0) {
      fail(entry.path(), unreadable(entry.path(), std::error_code(error, std::generic_category())));
    } else if (!holds_no_history(file_name_of(entry.path())) &&
               !(leads_to_directory(entry) && has_no_entries(entry.path()))) {
      note_unread(entry.path(), "it has no sessions where OpenCode up to 0.5 kept them");
    }
  }
}

void DataDirectory::add_entry(const fs::directory_entry& entry) {
  const fs::path& path = entry.path();
  const std::string name = file_name_of(path);
  const auto is_read = [&](std::string_view database) {
    return std::ranges::any_of(
        databases_, [&](const fs::path& read) { return read == directory_ / fs::path(database); });
  };
  if (holds_no_history(name) || is_read(name)) return;
  const std::string_view database = database_beside(name);
  if (!database.empty() && is_read(database)) return;
  if (name == "storage" && leads_to_directory(entry)) return;
  if (name == "project" && leads_to_directory(entry)) return add_projects(path);
  if (is_database_name(name)) return note_unread(path, "no file, as a database is");
  if (!database.empty()) return note_unread(path, "the database that it belongs to is not there");
  const bool copy = is_file(entry) && name.find(".db") != std::string::npos;
  note_unread(path, copy ? "opencode:" + printable(path.string()) + " would read it by itself"
                         : "none of the places where OpenCode keeps sessions");
}

void DataDirectory::name_entries_of_project(const fs::path& project) {
  std::error_code error;
  for (fs::directory_iterator entry(project, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = file_name_of(entry->path());
    if (name != "storage" && !holds_no_history_of_project(name) && !holds_no_history(name)) {
      note_unread(entry->path(), "none of the places where OpenCode up to 0.5 kept sessions");
    }
  }
}

void DataDirectory::note_unread(const fs::path& path, std::string reason) {
  remarks_.notes.push_back({printable(path.string()), "not read: " + std::move(reason)});
}

std::unique_ptr<SessionSource> DataDirectory::open() && {
  if (places_.empty() && !failures_.empty()) {
    throw nothing_read(failures_.front(), remarks_.skipped);
  }
  if (places_.empty()) {
    throw Error(ErrorCode::not_found,
                "no OpenCode data in " + printable(directory_.string()) +
                    ": it has no storage/, no database, and no project/ with sessions",
                "name OpenCode's data directory, by default ~/.local/share/opencode");
  }
  return merge_sources(std::move(places_), "opencode:" + directory_.string(), std::move(remarks_));
}

std::vector<fs::directory_entry> entries_of(const fs::path& directory, StopFlag stop) {
  std::vector<fs::directory_entry> entries;
  std::error_code error;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    stop.check();
    entries.push_back(*entry);
  }
  if (error) throw unreadable(directory, error);
  std::sort(entries.begin(), entries.end());
  return entries;
}

bool holds_project_storages(const fs::path& projects) {
  std::error_code error;
  for (fs::directory_iterator entry(projects, error), end; !error && entry != end;
       entry.increment(error)) {
    if (leads_to_directory(*entry) && is_storage_of_project(entry->path() / "storage")) return true;
  }
  return false;
}

Error unreadable(const fs::path& path, const std::error_code& error) {
  return {
      error == std::errc::permission_denied ? ErrorCode::permission_denied : ErrorCode::unavailable,
      "cannot read " + printable(path.string()) + ": " + error.message(),
      "run as the user who owns it, or make it readable for you", error.value()};
}

}  // namespace sessionstore::interop
