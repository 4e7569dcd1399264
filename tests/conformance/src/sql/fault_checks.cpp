#include <fmt/format.h>

#include "sql/fault_script.h"
#include "sql/faulty_store.h"
#include "sql/group.h"

namespace sessionstore::conformance {
namespace {

struct Expected {
  std::vector<std::string> answers;
  std::vector<std::string> states;  // before the first step, and after each
};

Expected run_without_fault(SessionStore& store) {
  Expected expected;
  expected.states.push_back(describe_session(store, "calm"));
  for (const ScriptStep& step : fault_script()) {
    expected.answers.push_back(step.run(store, "calm"));
    expected.states.push_back(describe_session(store, "calm"));
  }
  return expected;
}

class FaultRun {
 public:
  explicit FaultRun(SqlPlace& place)
      : store_(open_faulty_store(place, plan_)),
        watcher_(open_faulty_store(place, std::make_shared<FaultPlan>())),
        expected_(run_without_fault(*watcher_)) {}

  /// Runs the script with the fault at one call; returns whether it came that far.
  bool run(Fault fault, std::int64_t call, bool must_succeed) {
    const std::string session = fmt::format("session {:04}", call);
    plan_->arm(fault, call);
    for (std::size_t i = 0; i < fault_script().size(); ++i) {
      const bool before = plan_->fired();
      run_step(i, session, must_succeed);
      // Once the fault has come, its step has happened as if it had not.
      if (plan_->fired() && !before) require_state(i, session, expected_.states[i + 1]);
    }
    const bool fired = plan_->fired();
    plan_->disarm();
    require_equal("the end", describe_session(*watcher_, session), expected_.states.back());
    return fired;
  }

 private:
  void run_step(std::size_t i, const std::string& session, bool must_succeed) {
    const ScriptStep& step = fault_script()[i];
    try {
      require_equal(fmt::format("{}: {}", session, step.name), step.run(*store_, session),
                    expected_.answers[i]);
      return;
    } catch (const Error& error) {
      if (!plan_->fired()) throw;
      require(fmt::format("{}: {} comes through; it said: {}", session, step.name, error.what()),
              !must_succeed || step.may_fail);
      require(
          fmt::format("{}: {} may be tried again; it said: {}", session, step.name, error.what()),
          error.retryable());
    }
    // Whole or not at all; and the store goes on working.
    const std::string state = describe_session(*watcher_, session);
    if (state == expected_.states[i + 1] && state != expected_.states[i]) return;
    require_state(i, session, expected_.states[i]);
    require_equal(fmt::format("{}: {} again", session, step.name), step.run(*store_, session),
                  expected_.answers[i]);
  }

  void require_state(std::size_t i, const std::string& session, const std::string& state) {
    require_equal(fmt::format("{}: the state at {}", session, fault_script()[i].name),
                  describe_session(*watcher_, session), state);
  }

  std::shared_ptr<FaultPlan> plan_ = std::make_shared<FaultPlan>();
  std::unique_ptr<SessionStore> store_;
  std::unique_ptr<SessionStore> watcher_;
  Expected expected_;
};

void add(std::vector<SqlCheck>& checks, std::string_view rule, Fault fault, bool must_succeed) {
  checks.push_back({"faults", rule, [=](const NewSqlPlace& new_place) {
                      const auto place = new_place();
                      migrate(*place);
                      FaultRun script(*place);
                      std::int64_t call = 1;
                      while (script.run(fault, call, must_succeed)) ++call;
                      require("the script makes calls", call > 50);
                    }});
}

}  // namespace

void add_fault_checks(std::vector<SqlCheck>& checks) {
  add(checks, "an error at any call: whole or not at all", Fault::unavailable, false);
  add(checks, "an error after any call: whole or not at all", Fault::unavailable_after, false);
}

void add_retry_checks(std::vector<SqlCheck>& checks) {
  add(checks, "a lock refused at any call: done once", Fault::refused, true);
  add(checks, "a transaction rolled back at any call: done once", Fault::rolled_back, true);
  add(checks, "a call that is said to be rolled back, and has happened: done once",
      Fault::refused_after, true);
  add(checks, "a connection lost before any call: done once", Fault::lost_before, true);
  add(checks, "a connection lost within any result: done once", Fault::lost_in_result, true);
  add(checks, "a connection lost after any call: done once", Fault::lost_after, true);
}

}  // namespace sessionstore::conformance
