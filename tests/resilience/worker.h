#pragma once

#include <sessionstore/store.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace sessionstore::tests {

/// A thread that works on one session for as long as it is not stopped. Each of its rounds appends
/// a message with an id of its own, changes it, grows a part of it, writes a record and reads.
class Worker {
 public:
  Worker(SessionStore& store, std::string session, std::string name);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void stop();
  /// Rounds whose every call was acknowledged.
  [[nodiscard]] std::size_t rounds() const { return rounds_; }
  /// Waits for that many; or for the worker's end, if it fails.
  void await_rounds(std::size_t rounds) const;
  /// For when it has stopped. Requires that no call has failed, and that the session's messages
  /// hold each round's work once.
  void require_done_once(const std::vector<Turn>& turns) const;

 private:
  void run();
  void run_round(const std::string& id);

  SessionStore& store_;
  const std::string session_;
  const std::string name_;
  std::atomic<bool> stopping_ = false;
  std::atomic<std::size_t> rounds_ = 0;
  std::atomic<bool> ended_ = false;
  std::string error_;  // the thread's until it has ended
  std::thread thread_;
};

}  // namespace sessionstore::tests
