#pragma once

#include <atomic>
#include <chrono>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "switch.h"
#include "test_cluster.h"

namespace sessionstore::tests {

/// Disturbs the clients of servers, at random, for as long as it lives: ends connections and
/// statements, cuts connections on their way, and, where told so, freezes servers and kills them,
/// one at a time. As a load balancer does, it leads clients to a server that takes writes.
class Disturber {
 public:
  enum class Servers { left_alone, frozen_and_killed };
  /// Clients work in `database`, and reach the servers through `doors`. These must outlive it.
  /// Clients are disturbed once in `pause`.
  Disturber(TestCluster& cluster, std::vector<std::unique_ptr<Switch>>& doors, std::string database,
            Servers servers, std::chrono::milliseconds pause);
  ~Disturber();
  Disturber(const Disturber&) = delete;
  Disturber& operator=(const Disturber&) = delete;

  /// Ends it, once the servers are whole. Throws what went wrong with them.
  void stop();
  [[nodiscard]] std::size_t count() const;
  /// How many of which kind, for people.
  [[nodiscard]] std::string described() const;

 private:
  void disturb_clients();
  void disturb_servers();
  void disturb_client(std::minstd_rand& random);
  void kill_one(const Switch& door, std::minstd_rand& random);
  void steer();
  void note(const std::string& what);
  void guarded(void (Disturber::*work)());

  TestCluster& cluster_;
  std::vector<std::unique_ptr<Switch>>& doors_;
  const std::string database_;
  const std::chrono::milliseconds pause_;
  std::atomic<bool> stopping_ = false;
  mutable std::mutex mutex_;
  std::map<std::string, std::size_t> done_;  // guarded by mutex_
  std::exception_ptr problem_;               // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace sessionstore::tests
