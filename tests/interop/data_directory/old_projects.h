#pragma once

#include <fmt/format.h>
#include <sessionstore/interop/opencode.h>

#include <cstdlib>
#include <string>

#include "interop/storage_tree.h"

namespace sessionstore::tests {

/// A data directory with project/ as OpenCode up to 0.5 kept it.
class OldProjects {
 public:
  /// With what the real OpenCode 0.5.29 wrote: one session of `global`.
  static OldProjects real() {
    OldProjects projects;
    const std::string command = "tar -xzf '" TESTS_DATA_DIR "/project-0.5.29.tar.gz' -C '" +
                                projects.directory().string() + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    return projects;
  }

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_->path(); }
  /// Writes a file of the data directory.
  void write(const std::string& path, std::string_view text) const {
    std::filesystem::create_directories((directory() / path).parent_path());
    std::ofstream(directory() / path, std::ios::binary) << text;
  }

  /// A session `ses_NAME` with an agent's answer `msg_NAME` of one part, given in `directory`.
  void put(const std::string& project, const std::string& name,
           const std::string& directory) const {
    const std::string session = "project/" + project + "/storage/session/";
    write(session + "info/ses_" + name + ".json",
          fmt::format(R"({{"id":"ses_{0}","version":"0.5.1","title":"old {0}",)"
                      R"("time":{{"created":5,"updated":6}}}})",
                      name));
    put_message(project, name, name, directory);
  }
  void put_message(const std::string& project, const std::string& name, const std::string& message,
                   const std::string& directory) const {
    const std::string session = "project/" + project + "/storage/session/";
    write(session + "message/ses_" + name + "/msg_" + message + ".json",
          fmt::format(R"({{"id":"msg_{1}","role":"assistant","sessionID":"ses_{0}",)"
                      R"("path":{{"cwd":"{2}","root":"{2}"}},"time":{{"created":7}}}})",
                      name, message, directory));
    write(session + "part/ses_" + name + "/msg_" + message + "/prt_" + message + ".json",
          fmt::format(R"({{"id":"prt_{1}","messageID":"msg_{1}","sessionID":"ses_{0}",)"
                      R"("type":"text","text":"{1}"}})",
                      name, message));
  }

  [[nodiscard]] std::unique_ptr<SessionSource> open(const std::string& below = "") const {
    return interop::open_opencode(directory() / below, {});
  }
  [[nodiscard]] ReadTree read(const std::string& below = "") const {
    return ReadTree(*open(below));
  }

 private:
  std::unique_ptr<TemporaryDirectory> directory_ = std::make_unique<TemporaryDirectory>();
};

}  // namespace sessionstore::tests
