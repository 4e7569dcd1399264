#pragma once

#include <cstdint>
#include <string>

namespace sessionstore::interop {

/// Where the files of a storage/ lie. OpenCode has had two layouts.
class Layout {
 public:
  /// Since 0.6: one storage/ for all projects, whose session/ has a directory for each.
  Layout() = default;
  /// Up to 0.5: each project has one of its own, `project/<project>/storage/`.
  static Layout of_project(std::string agent_project);

  /// Whose it is; empty where it is of all.
  [[nodiscard]] const std::string& agent_project() const noexcept { return agent_project_; }
  [[nodiscard]] bool is_of_project() const noexcept { return !agent_project_.empty(); }
  /// What goes before a path below it, for people.
  [[nodiscard]] const std::string& prefix() const noexcept { return prefix_; }
  /// How many changes of layout the last OpenCode that wrote it had made.
  [[nodiscard]] std::int64_t newest_marker() const noexcept { return is_of_project() ? 3 : 2; }

  [[nodiscard]] std::string session_file(const std::string& agent_project,
                                         const std::string& session) const;
  [[nodiscard]] std::string messages() const;
  [[nodiscard]] std::string messages_of(const std::string& session) const;
  [[nodiscard]] std::string parts() const;
  [[nodiscard]] std::string parts_of(const std::string& session, const std::string& message) const;

 private:
  std::string agent_project_;
  std::string prefix_;
};

}  // namespace sessionstore::interop
