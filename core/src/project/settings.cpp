#include "project/settings.h"

#include <string_view>
#include <utility>
#include <vector>

#include "project/git_config.h"
#include "project/git_library.h"

namespace sessionstore {
namespace {

namespace fs = std::filesystem;
using git::OnEntry;
using git::read_config;

/// The longest `url.<base>.insteadOf` that the URL begins with; of several, the first met.
class Rewriter {
 public:
  explicit Rewriter(std::string url) : url_(std::move(url)) {}

  void see(std::string_view name, std::string_view prefix) {
    constexpr std::string_view kBegin = "url.";
    constexpr std::string_view kEnd = ".insteadof";
    if (!name.starts_with(kBegin) || !name.ends_with(kEnd)) return;
    if (name.size() < kBegin.size() + kEnd.size()) return;
    if (prefix.size() <= replaced_ || !url_.starts_with(prefix)) return;
    name.remove_prefix(kBegin.size());
    name.remove_suffix(kEnd.size());
    base_ = name;
    replaced_ = prefix.size();
  }

  [[nodiscard]] std::string result() const { return base_ + url_.substr(replaced_); }

 private:
  std::string url_;
  std::string base_;
  std::size_t replaced_ = 0;
};

bool is_true(std::string_view value) {
  int parsed = 0;
  return git_config_parse_bool(&parsed, std::string(value).c_str()) == 0 && parsed != 0;
}

}  // namespace

RepositorySettings read_settings(const Repository& repository) {
  git::ensure_ready();
  const git::Repo repo = git::open_repository(repository);
  RepositorySettings settings;
  bool has_worktree_file = false;
  const OnEntry on_entry = [&](std::string_view name, std::string_view value) {
    if (name == "remote.origin.url" && settings.origin.empty()) settings.origin = value;
    if (name == "extensions.worktreeconfig") has_worktree_file = is_true(value);
  };
  const OnEntry on_common_entry = [&](std::string_view name, std::string_view value) {
    on_entry(name, value);
    if (name == "core.worktree") settings.core_worktree = value;
  };
  const fs::path common_file = repository.common_directory / "config";
  const fs::path worktree_file = repository.git_directory / "config.worktree";
  bool readable = read_config(common_file, repo.get(), on_common_entry);
  if (has_worktree_file) readable = read_config(worktree_file, repo.get(), on_entry) && readable;
  if (!readable) settings.problem = "its configuration cannot be read";
  if (settings.origin.empty()) return settings;

  Rewriter rewriter(settings.origin);
  const OnEntry rewrite = [&](std::string_view name, std::string_view value) {
    rewriter.see(name, value);
  };
  // A broken file of the user's is git's to complain about; here it only rewrites nothing.
  for (const fs::path& file : git::outer_config_files()) read_config(file, repo.get(), rewrite);
  read_config(common_file, repo.get(), rewrite);
  if (has_worktree_file) read_config(worktree_file, repo.get(), rewrite);
  settings.origin = rewriter.result();
  return settings;
}

}  // namespace sessionstore
