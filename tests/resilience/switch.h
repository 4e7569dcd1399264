#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <thread>

#include "wire.h"

namespace sessionstore::tests {

/// Stands between clients and one of several servers, as a load balancer does: hands on every byte
/// as it is, TLS too, and cuts connections. Thread-safe.
class Switch {
 public:
  /// Forwards a port of its own on 127.0.0.1 to that one.
  explicit Switch(std::uint16_t server_port);
  ~Switch();
  Switch(const Switch&) = delete;
  Switch& operator=(const Switch&) = delete;

  [[nodiscard]] std::string port() const { return std::to_string(port_); }
  [[nodiscard]] std::uint16_t server_port() const { return server_port_; }
  /// Connections lead to that server from now on; those that are open are cut.
  void lead_to(std::uint16_t server_port);
  /// Cuts one that is open, or all.
  void cut_one();
  void cut_all();
  /// Cuts the next new connection once it has passed so many bytes, of both directions.
  void cut_next_after(std::size_t bytes);
  /// How many the connection that was closed last has passed.
  [[nodiscard]] std::size_t last_passed() const { return last_passed_; }

 private:
  struct Link {
    Wire client;
    Wire server;
    std::optional<std::size_t> left = std::nullopt;
    std::size_t passed = 0;
  };
  enum class Order { none, cut_one, cut_all };

  void run();
  void obey();
  void accept_client();
  static bool pass(Link& link, const Wire& from, const Wire& to);
  void order(Order order);

  std::uint16_t port_ = 0;
  int listener_;
  int wake_;
  std::atomic<std::uint16_t> server_port_;
  std::atomic<std::size_t> last_passed_ = 0;
  std::atomic<bool> stopping_ = false;
  std::list<Link> links_;       // the thread's own
  std::minstd_rand random_{5};  // the thread's own
  std::mutex mutex_;
  std::list<Order> orders_;                // guarded by mutex_
  std::optional<std::size_t> next_limit_;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace sessionstore::tests
