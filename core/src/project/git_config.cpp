#include "project/git_config.h"

#include <cstdlib>
#include <system_error>

namespace sessionstore::git {
namespace {

namespace fs = std::filesystem;

/// No honest configuration comes near it, and parsing more would be felt.
constexpr std::uintmax_t kMaxConfigBytes = 16U << 20U;

/// Whether it is a file that no reader waits for, and none chokes on.
bool is_readable_file(const fs::path& file) {
  std::error_code error;
  return fs::is_regular_file(file, error) && fs::file_size(file, error) <= kMaxConfigBytes &&
         !error;
}

bool is_absent(const fs::path& file) {
  std::error_code error;
  return !fs::exists(file, error) && !error;
}

}  // namespace

bool read_config(const fs::path& file, git_repository* repo, const OnEntry& on_entry) {
  if (!is_readable_file(file)) return is_absent(file);
  git_config* raw_config = nullptr;
  if (git_config_new(&raw_config) != 0) return false;
  const Config config(raw_config);
  if (git_config_add_file_ondisk(config.get(), file.c_str(), GIT_CONFIG_LEVEL_LOCAL, repo, 0) !=
      0) {
    return false;
  }
  git_config_iterator* raw_iterator = nullptr;
  if (git_config_iterator_new(&raw_iterator, config.get()) != 0) return false;
  const ConfigIterator iterator(raw_iterator);
  git_config_entry* entry = nullptr;
  while (git_config_next(&entry, iterator.get()) == 0) {
    on_entry(entry->name, entry->value == nullptr ? "" : entry->value);
  }
  return true;
}

Repo open_repository(const Repository& repository) {
  const fs::path config = repository.common_directory / "config";
  git_repository* raw = nullptr;
  if ((is_readable_file(config) || is_absent(config)) &&
      git_repository_open_bare(&raw, repository.git_directory.c_str()) != 0) {
    raw = nullptr;
  }
  return Repo(raw);
}

std::vector<fs::path> outer_config_files() {
  std::vector<fs::path> files{"/etc/gitconfig"};
  const char* xdg = std::getenv("XDG_CONFIG_HOME");
  const char* home = std::getenv("HOME");
  if (xdg != nullptr && *xdg != '\0') {
    files.push_back(fs::path(xdg) / "git/config");
  } else if (home != nullptr) {
    files.push_back(fs::path(home) / ".config/git/config");
  }
  if (home != nullptr) files.push_back(fs::path(home) / ".gitconfig");
  return files;
}

}  // namespace sessionstore::git
