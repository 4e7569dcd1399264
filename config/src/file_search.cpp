#include "file_search.h"

#include <fmt/format.h>

#include <system_error>

namespace sessionstore::config {
namespace {

std::vector<std::filesystem::path> users_places(const Environment& environment) {
  std::vector<std::filesystem::path> places;
  if (!environment.home.empty()) places.push_back(environment.home / kFileName);
  const std::filesystem::path xdg = environment.variable("XDG_CONFIG_HOME").value_or("");
  // The XDG specification: a relative path there counts as unset.
  if (xdg.is_absolute()) places.push_back(xdg / "opencode" / kFileName);
  if (!environment.home.empty()) {
    places.push_back(environment.home / ".config" / "opencode" / kFileName);
  }
  return places;
}

bool same_file(const std::filesystem::path& a, const std::filesystem::path& b) {
  std::error_code ignored;
  return std::filesystem::equivalent(a, b, ignored);
}

}  // namespace

std::optional<SourceFile> users_file(const Environment& environment) {
  for (const std::filesystem::path& place : users_places(environment)) {
    if (std::optional<SourceFile> file = read_source_file(place)) return file;
  }
  return std::nullopt;
}

std::vector<SourceFile> find_files(const Environment& environment, const Overrides& overrides) {
  std::vector<SourceFile> files;
  if (overrides.config_file) {
    const auto path = (environment.working_directory / *overrides.config_file).lexically_normal();
    std::optional<SourceFile> file = read_source_file(path);
    if (!file) {
      throw Error(ErrorCode::invalid_argument,
                  fmt::format("there is no configuration file {}", path.string()),
                  "flag --config names it");
    }
    files.push_back(std::move(*file));
    return files;
  }
  std::optional<SourceFile> users = users_file(environment);
  std::optional<SourceFile> local = file_in(environment.working_directory, users);
  for (std::optional<SourceFile>* const file : {&users, &local}) {
    if (*file) files.push_back(std::move(**file));
  }
  return files;
}

std::optional<SourceFile> file_in(const std::filesystem::path& directory,
                                  const std::optional<SourceFile>& users) {
  if (directory.empty()) return std::nullopt;
  if (users && same_file(users->path, directory / kFileName)) return std::nullopt;
  std::optional<SourceFile> file = read_source_file(directory / kFileName);
  if (file) file->from_working_directory = true;
  return file;
}

}  // namespace sessionstore::config
