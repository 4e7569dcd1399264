#include "project/root_commits.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <sstream>
#include <unordered_set>

#include "project/git_config.h"
#include "project/small_file.h"

namespace sessionstore {
namespace {

constexpr std::size_t kMaxCommits = 200'000;
constexpr std::size_t kCommitsPerClockReading = 256;
constexpr auto kMaxTime = std::chrono::seconds(2);

struct OidHash {
  std::size_t operator()(const git_oid& oid) const noexcept {
    std::size_t hash = 0;
    std::memcpy(&hash, oid.id, sizeof hash);
    return hash;
  }
};

struct OidEqual {
  bool operator()(const git_oid& a, const git_oid& b) const noexcept {
    return git_oid_equal(&a, &b) != 0;
  }
};

using OidSet = std::unordered_set<git_oid, OidHash, OidEqual>;

std::string to_hex(const git_oid& oid) {
  std::array<char, GIT_OID_HEXSZ + 1> text{};
  return git_oid_tostr(text.data(), text.size(), &oid);
}

OidSet read_shallow_boundary(const Repository& repository) {
  OidSet boundary;
  std::istringstream lines(read_small_file(repository.common_directory / "shallow").value_or(""));
  for (std::string line; std::getline(lines, line);) {
    git_oid oid{};
    if (git_oid_fromstr(&oid, line.c_str()) == 0) boundary.insert(oid);
  }
  return boundary;
}

/// Collects roots; goes on where the last start left off, so each commit is read once.
class Walk {
 public:
  Walk(git_repository* repo, OidSet boundary)
      : repo_(repo), boundary_(std::move(boundary)), end_(Clock::now() + kMaxTime) {}

  /// False when it had to stop: problem() says why.
  bool from(const git_oid& start) {
    push(start);
    while (!pending_.empty()) {
      if (visited_.size() > kMaxCommits ||
          (++steps_ % kCommitsPerClockReading == 0 && Clock::now() > end_)) {
        problem_ = "its history is too long to look for the first commit";
        return false;
      }
      const git_oid next = pending_.back();
      pending_.pop_back();
      if (!visit(next)) {
        problem_ = "its history is incomplete, so the first commit is not known";
        return false;
      }
    }
    return true;
  }

  [[nodiscard]] const std::string& problem() const { return problem_; }
  [[nodiscard]] std::string first_root() const { return first_root_; }

 private:
  using Clock = std::chrono::steady_clock;

  void push(const git_oid& oid) {
    if (visited_.insert(oid).second) pending_.push_back(oid);
  }

  bool visit(const git_oid& oid) {
    unsigned int parents = 0;
    git::Commit commit;
    if (!boundary_.contains(oid)) {
      git_commit* raw = nullptr;
      if (git_commit_lookup(&raw, repo_, &oid) != 0) return false;
      commit.reset(raw);
      parents = git_commit_parentcount(raw);
    }
    for (unsigned int i = 0; i < parents; ++i) push(*git_commit_parent_id(commit.get(), i));
    if (parents == 0) {
      const std::string root = to_hex(oid);
      if (first_root_.empty() || root < first_root_) first_root_ = root;
    }
    return true;
  }

  git_repository* repo_;
  OidSet boundary_;
  Clock::time_point end_;
  std::size_t steps_ = 0;
  OidSet visited_;
  std::vector<git_oid> pending_;
  std::string first_root_;
  std::string problem_;
};

bool walk_references(git_repository* repo, Walk& walk) {
  git_reference_iterator* raw_iterator = nullptr;
  if (git_reference_iterator_new(&raw_iterator, repo) != 0) return false;
  const git::ReferenceIterator iterator(raw_iterator);
  git_reference* raw = nullptr;
  while (git_reference_next(&raw, iterator.get()) == 0) {
    const git::Reference reference(raw);
    git_object* commit = nullptr;
    if (git_reference_peel(&commit, raw, GIT_OBJECT_COMMIT) != 0) continue;  // a tag of a file
    const git::Object owned(commit);
    if (!walk.from(*git_object_id(commit))) return false;
  }
  return true;
}

}  // namespace

RootCommits find_root_commits(const Repository& repository) {
  git::ensure_ready();
  const git::Repo repo = git::open_repository(repository);
  if (!repo) return {{}, "its history cannot be read"};
  Walk walk(repo.get(), read_shallow_boundary(repository));
  RootCommits found;
  git_oid head{};
  const int error = git_reference_name_to_id(&head, repo.get(), "HEAD");
  if (error != 0 && error != GIT_ENOTFOUND) return {{}, "its history cannot be read"};
  if (error == 0) {
    if (!walk.from(head)) return {{}, walk.problem()};
    found.ids.push_back(walk.first_root());
  }
  const bool complete = walk_references(repo.get(), walk);
  const std::string first = walk.first_root();
  if (complete && !first.empty() &&
      std::find(found.ids.begin(), found.ids.end(), first) == found.ids.end()) {
    found.ids.push_back(first);
  }
  found.problem = walk.problem();
  return found;
}

}  // namespace sessionstore
