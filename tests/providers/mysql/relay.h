#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace sessionstore::tests {

/// A port of this machine where nobody answers.
class SilentPort {
 public:
  enum class Silence { says_nothing, drops_packets };
  explicit SilentPort(Silence silence);
  ~SilentPort();
  SilentPort(const SilentPort&) = delete;
  SilentPort& operator=(const SilentPort&) = delete;

  [[nodiscard]] std::string port() const;
  /// What the client library calls it.
  [[nodiscard]] int error() const { return silence_ == Silence::drops_packets ? 2002 : 2013; }

 private:
  Silence silence_;
  int socket_;
  std::vector<int> waiting_;
};

/// Who sits between a client and a server: hands on every byte, but makes the server's greeting say
/// that it has no TLS. One connection after the other.
class RelayWithoutTls {
 public:
  /// `target`: a port of this machine.
  explicit RelayWithoutTls(std::uint16_t target);
  ~RelayWithoutTls();
  RelayWithoutTls(const RelayWithoutTls&) = delete;
  RelayWithoutTls& operator=(const RelayWithoutTls&) = delete;

  [[nodiscard]] std::string port() const;

 private:
  void serve();

  std::uint16_t target_;
  int socket_;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

}  // namespace sessionstore::tests
