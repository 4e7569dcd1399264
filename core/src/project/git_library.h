#pragma once

#include <git2.h>

#include <memory>
#include <mutex>

/// libgit2 with owners that free. Only what neither looks at a repository's owner nor refuses
/// extensions is used, so no process-wide option of libgit2 is ever changed.
namespace sessionstore::git {

/// Makes libgit2 ready; thread-safe. It stays so until the process ends: making it ready reads all
/// certificates of the system (3 ms), and shutting it down leaks what other threads hold.
inline void ensure_ready() {
  static std::once_flag once;
  std::call_once(once, [] { git_libgit2_init(); });
}

template <auto free_function>
struct Free {
  template <typename T>
  void operator()(T* object) const noexcept {
    free_function(object);
  }
};

template <typename T, auto free_function>
using Owned = std::unique_ptr<T, Free<free_function>>;

using Config = Owned<git_config, git_config_free>;
using ConfigIterator = Owned<git_config_iterator, git_config_iterator_free>;
using Repo = Owned<git_repository, git_repository_free>;
using ReferenceIterator = Owned<git_reference_iterator, git_reference_iterator_free>;
using Reference = Owned<git_reference, git_reference_free>;
using Object = Owned<git_object, git_object_free>;
using Commit = Owned<git_commit, git_commit_free>;

}  // namespace sessionstore::git
