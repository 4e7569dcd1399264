#pragma once

#include <map>
#include <string>

namespace sessionstore {

struct TransferReport;

/// What a session came to in a run: see TransferReport.
enum class SessionOutcome { failed, unchanged, written };

/// Counts each session of a run once, so that the counts of a report add up. One thread at a time.
class SessionTally {
 public:
  /// It is one of the run's sessions: failed, until something else is noted.
  void expect(const std::string& id) { outcomes_.emplace(id, SessionOutcome::failed); }
  /// The last one noted is in force, but what was written stays written.
  void note(const std::string& id, SessionOutcome outcome);
  [[nodiscard]] const std::map<std::string, SessionOutcome>& outcomes() const { return outcomes_; }
  /// Sets `sessions`, `written`, `unchanged` and `failed`.
  void count(TransferReport& report) const;

 private:
  std::map<std::string, SessionOutcome> outcomes_;
};

}  // namespace sessionstore
