#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "mysql_connection.h"
#include "support/test_servers.h"

namespace sessionstore::tests {

/// A server, or a cluster of three, whose servers can be frozen and killed. Thread-safe.
class TestCluster {
 public:
  /// "mariadb", "mysql", "galera" or "group", as script/servers calls them.
  explicit TestCluster(std::string kind);
  /// Those that script/servers has started.
  static std::vector<std::string> kinds();

  [[nodiscard]] const std::string& kind() const { return kind_; }
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  /// As it is now: its process changes.
  [[nodiscard]] TestServer node(std::size_t number) const;
  [[nodiscard]] std::uint16_t port(std::size_t number) const;
  /// The servers that take writes now, but for those that are known to be down.
  [[nodiscard]] std::vector<std::size_t> writable() const;

  /// A connection of that server's administrator, for what takes no time.
  [[nodiscard]] mysql::MysqlConnection administrator(std::size_t number) const;

  /// Stops the server's process for that long. It counts as down after `noticed`.
  void freeze(std::size_t number, std::chrono::milliseconds time,
              std::chrono::milliseconds noticed);
  /// Ends the server as a power cut would, and starts it again.
  void kill(std::size_t number);
  /// Waits until each server takes part; throws where one does not.
  void await_whole();
  /// For when it is whole: writes go to the first server.
  void make_first_primary() const;

 private:
  [[nodiscard]] bool takes_part(std::size_t number, bool writing) const;
  void run_restart(std::size_t number, const std::string& how) const;
  void set_down(std::size_t number, bool down);

  std::string kind_;
  std::vector<std::string> names_;
  mutable std::mutex mutex_;
  std::set<std::size_t> down_;  // guarded by mutex_
};

}  // namespace sessionstore::tests
