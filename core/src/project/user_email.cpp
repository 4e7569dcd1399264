#include <sessionstore/project.h>

#include "project/discovery.h"
#include "project/git_config.h"
#include "project/git_library.h"

namespace sessionstore {

std::string git_user_email(const std::filesystem::path& directory) {
  git::ensure_ready();
  std::string email;
  const git::OnEntry see = [&](std::string_view name, std::string_view value) {
    if (name == "user.email") email = value;
  };
  for (const std::filesystem::path& file : git::outer_config_files()) {
    git::read_config(file, nullptr, see);
  }
  if (const auto repository = find_repository(directory)) {
    const git::Repo repo = git::open_repository(*repository);
    git::read_config(repository->common_directory / "config", repo.get(), see);
  }
  return email;
}

}  // namespace sessionstore
