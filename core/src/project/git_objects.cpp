#include <sessionstore/git_objects.h>

#include "project/git_library.h"

namespace sessionstore {

bool has_git_object(const std::filesystem::path& git_directory, std::string_view id) {
  git::ensure_ready();
  git_oid oid;
  if (id.size() != GIT_OID_HEXSZ || git_oid_fromstrn(&oid, id.data(), id.size()) != 0) return false;
  const git::Repo repository = git::open_git_directory(git_directory.string());
  if (!repository) return false;
  git_odb* raw = nullptr;
  if (git_repository_odb(&raw, repository.get()) != 0) return false;
  const git::Owned<git_odb, git_odb_free> objects(raw);
  return git_odb_exists(objects.get(), &oid) == 1;
}

}  // namespace sessionstore
