#pragma once

#include <filesystem>
#include <string_view>

namespace sessionstore::interop {

/// Whether it can be an id of git's: 40 or 64 hexadecimal digits. What is none could be taken for
/// an option by the git that OpenCode calls with it.
bool is_git_id(std::string_view text);

/// The snapshots of work trees that the OpenCode of a data directory has made on this machine.
class SnapshotsHere {
 public:
  /// `data`: what holds OpenCode's database, and `snapshot/` beside it.
  explicit SnapshotsHere(std::filesystem::path data) : root_(std::move(data) / "snapshot") {}

  /// Whether there is one of that hash, of OpenCode's project of that id.
  [[nodiscard]] bool has(std::string_view agent_project_id, std::string_view hash) const;

 private:
  std::filesystem::path root_;
};

}  // namespace sessionstore::interop
