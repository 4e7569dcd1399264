#pragma once

#include <sessionstore/store.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "ledger.h"

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
  /// Rounds that have been gone through.
  [[nodiscard]] std::size_t rounds() const { return rounds_; }
  /// Waits for that many; or for the worker's end, if it fails.
  void await_rounds(std::size_t rounds) const;
  /// For when it has stopped. Requires that each call has done what it told, once, whatever it was:
  /// `turns` are the session's.
  void require_told_truth(SessionStore& store, const std::vector<Turn>& turns) const;
  /// The same, and that no call has failed.
  void require_done_once(const std::vector<Turn>& turns) const;
  /// For when it has stopped.
  [[nodiscard]] const Ledger& ledger() const { return ledger_; }

 private:
  void run();
  void run_round(Ledger::Round& round);
  void require_read(const Ledger::Round& round, std::int64_t seq);

  SessionStore& store_;
  const std::string session_;
  const std::string name_;
  std::atomic<bool> stopping_ = false;
  std::atomic<std::size_t> rounds_ = 0;
  std::atomic<bool> ended_ = false;
  Ledger ledger_;  // the thread's until it has ended, as error_ is
  std::string error_;
  std::thread thread_;
};

}  // namespace sessionstore::tests
