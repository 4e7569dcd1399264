#include <sessionstore/session_tally.h>
#include <sessionstore/transfer.h>

namespace sessionstore {

void SessionTally::note(const std::string& id, SessionOutcome outcome) {
  const auto [noted, is_new] = outcomes_.emplace(id, outcome);
  if (!is_new && noted->second != SessionOutcome::written) noted->second = outcome;
}

void SessionTally::count(TransferReport& report) const {
  report.sessions = static_cast<std::int64_t>(outcomes_.size());
  report.written = report.unchanged = report.failed = 0;
  for (const auto& session : outcomes_) {
    switch (session.second) {
      case SessionOutcome::written:
        ++report.written;
        break;
      case SessionOutcome::unchanged:
        ++report.unchanged;
        break;
      case SessionOutcome::failed:
        ++report.failed;
        break;
    }
  }
}

}  // namespace sessionstore
