#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "opencode/real_opencode.h"

namespace sessionstore::tests {

struct HttpReply {
  int status = 0;
  std::string body;
  [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(body); }
};

/// `opencode serve`, alive while this is. The RealOpenCode must outlive it.
class OpenCodeServer {
 public:
  /// Returns once it answers. `directory` is the one it serves; the checkout if empty.
  explicit OpenCodeServer(const RealOpenCode& opencode,
                          const std::filesystem::path& directory = {});

  /// `path` with its query, `body` as JSON unless empty.
  [[nodiscard]] HttpReply request(const std::string& method, const std::string& path,
                                  const std::string& body = {}) const;
  [[nodiscard]] HttpReply get(const std::string& path) const { return request("GET", path); }

  /// Asks it to end (SIGTERM) and waits.
  ProcessResult stop();
  /// Kills it (SIGKILL) in the middle of whatever it does.
  void kill();

 private:
  int port_;
  Process process_;
};

}  // namespace sessionstore::tests
