#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sessionstore::tests {

/// A server that asks for more than it should get, and notes every packet that it is sent, without
/// TLS where there was some. It lets nobody in. One connection after the other.
class RogueServer {
 public:
  struct Script {
    /// The method of logging in that it begins with.
    std::string greets_with = "mysql_native_password";
    /// What it says to the answer: packets, each one when the client has sent another. The first
    /// byte 0xfe is the wish for another method: its name, a NUL, and what that method begins with.
    std::vector<std::string> says{};
    /// PEM files; no TLS where empty.
    std::string certificate{};
    std::string key{};
  };

  explicit RogueServer(Script script);
  ~RogueServer();
  RogueServer(const RogueServer&) = delete;
  RogueServer& operator=(const RogueServer&) = delete;

  [[nodiscard]] std::string port() const;
  /// The packets so far, over all connections; not the wish for TLS, where there was some.
  [[nodiscard]] std::vector<std::string> heard() const;

 private:
  void serve();
  void note(const std::string& packet);

  Script script_;
  int socket_;
  std::atomic<bool> ending_ = false;
  mutable std::mutex mutex_;
  std::vector<std::string> heard_;
  std::thread thread_;
};

/// What a method begins with: 20 random bytes, here always the same, and a NUL.
std::string challenge();

/// The packet that asks for another method.
std::string switch_to(const std::string& method, const std::string& data = challenge());

}  // namespace sessionstore::tests
