#include "sync/attempt.h"

#include <sessionstore/error.h>

namespace sessionstore::sync_detail {
namespace {

bool concerns_one_session(const Error& error) {
  switch (error.code()) {
    case ErrorCode::constraint:
    case ErrorCode::already_exists:
    case ErrorCode::invalid_argument:
    case ErrorCode::not_found:
    case ErrorCode::corrupt:
      return true;
    default:
      return false;
  }
}

}  // namespace

void attempt(Run& run, const std::string& id, const std::function<void()>& action) {
  const std::size_t steps = run.report.steps.size();
  const std::size_t conflicts = run.report.conflicts.size();
  try {
    action();
  } catch (const Error& error) {
    if (error.code() == ErrorCode::conflict) {
      run.again.insert(id);
      run.tally.note(id, SessionOutcome::failed);
    } else if (concerns_one_session(error)) {
      run.skip(id, error.what());
    } else {
      throw;
    }
    // What it was to come to did not come.
    run.report.steps.resize(steps);
    run.report.conflicts.resize(conflicts);
  }
}

}  // namespace sessionstore::sync_detail
