#include "file_search.h"

#include <fmt/format.h>

#include <system_error>

namespace sessionstore::config {
namespace {

constexpr const char* kFileName = ".opencode.json";

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
  for (const std::filesystem::path& place : users_places(environment)) {
    if (std::optional<SourceFile> file = read_source_file(place)) {
      files.push_back(std::move(*file));
      break;
    }
  }
  const auto local = environment.working_directory / kFileName;
  if (files.empty() || !same_file(files.front().path, local)) {
    if (std::optional<SourceFile> file = read_source_file(local)) {
      file->from_working_directory = true;
      files.push_back(std::move(*file));
    }
  }
  return files;
}

}  // namespace sessionstore::config
