#pragma once

#include <sessionstore/interop/opencode.h>

#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "merge/merged_source.h"

namespace sessionstore::interop {

/// One history of all that lies in a data directory of OpenCode, or in a part of one. What cannot
/// be opened is named and hides nothing beside it; so is what lies there and is not read. One
/// thread.
class DataDirectory {
 public:
  DataDirectory(std::filesystem::path directory, AliasLookup known_alias, StopFlag stop)
      : directory_(std::move(directory)), known_alias_(std::move(known_alias)), stop_(stop) {}

  /// All that lies in it. `also` is a database that is named elsewhere, relative to it or absolute;
  /// empty for none. Throws Error(permission_denied) or Error(unavailable) where it cannot be
  /// listed.
  void add_all(const std::filesystem::path& also);
  /// The storages of projects in `projects`, the directory project/ of OpenCode up to 0.5.
  void add_projects(const std::filesystem::path& projects);
  /// One of them, such as project/global/.
  void add_project(const std::filesystem::path& project);
  /// The storage of one, whatever its name.
  void add_project_storage(const std::filesystem::path& storage);

  /// Throws Error(not_found) where it holds nothing, and nothing_read() where nothing of it can be
  /// opened.
  std::unique_ptr<SessionSource> open() &&;

 private:
  void add_database(const std::filesystem::path& database);
  void add_storage(const std::filesystem::path& storage);
  void add_entry(const std::filesystem::directory_entry& entry);
  void name_entries_of_project(const std::filesystem::path& project);
  void fail(const std::filesystem::path& path, const Error& error);
  void note_unread(const std::filesystem::path& path, std::string reason);

  template <typename Open>
  void add(std::string name, const std::filesystem::path& path, bool superseded, const Open& open);

  std::filesystem::path directory_;
  AliasLookup known_alias_;
  StopFlag stop_;
  std::vector<std::filesystem::path> databases_;
  std::vector<MergedPlace> places_;  // those that are trusted more first
  MergeRemarks remarks_;
  std::vector<Error> failures_;
};

/// The names in a directory, sorted. Throws as DataDirectory::add_all().
std::vector<std::filesystem::directory_entry> entries_of(const std::filesystem::path& directory,
                                                         StopFlag stop);

/// Whether a directory is project/ of OpenCode up to 0.5: one of its directories has the storage of
/// a project.
bool holds_project_storages(const std::filesystem::path& projects);

/// The error of a place that the system does not let us read.
Error unreadable(const std::filesystem::path& path, const std::error_code& error);

}  // namespace sessionstore::interop
