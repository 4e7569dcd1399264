#include <fmt/format.h>
#include <sessionstore/conformance/rows.h>
#include <sessionstore/fingerprint.h>
#include <sessionstore/transfer.h>

#include <array>

#include "sql/faulty_store.h"
#include "sql/group.h"

namespace sessionstore::conformance {
namespace {

constexpr std::array<const char*, 2> kSessions = {"one", "two"};

/// Two stores, and other ways to them without faults.
struct Places {
  explicit Places(const NewSqlPlace& new_place) : from_place(new_place()), to_place(new_place()) {
    migrate(*from_place);
    migrate(*to_place);
    const auto none = std::make_shared<FaultPlan>();
    from = open_faulty_store(*from_place, none);
    to = open_faulty_store(*to_place, none);
    for (const char* const id : kSessions) put_sample(*from, id);
  }
  std::unique_ptr<SqlPlace> from_place;
  std::unique_ptr<SqlPlace> to_place;
  std::unique_ptr<SessionStore> from;
  std::unique_ptr<SessionStore> to;
};

void require_all_there(Places& places) {
  require_equal("sessions", places.to->inventory().sessions.size(), kSessions.size());
  for (const char* const id : kSessions) {
    require_equal(fmt::format("fingerprint of {}", id), fingerprint_of(*places.to, id),
                  fingerprint_of(*places.from, id));
  }
}

/// Transfers with one fault in one of the stores; returns whether it came that far.
bool run(Places& places, SessionStore& from, SessionStore& to, FaultPlan& plan, Fault fault,
         std::int64_t call) {
  for (const char* const id : kSessions) places.to->delete_session(id);
  plan.arm(fault, call);
  try {
    const TransferReport report = transfer(from, to, {});
    require_equal("those taken", report.written + report.unchanged, kSessions.size());
    require_equal("messages", report.messages, 2 * kSessions.size());
    require_equal("skipped", report.skipped.size(), 0);
  } catch (const Error& error) {
    if (!plan.fired()) throw;
    require(fmt::format("may be tried again: {}", error.what()), error.retryable());
    const TransferReport again = transfer(from, to, {});
    require_equal("those taken again", again.written + again.unchanged, kSessions.size());
  }
  const bool fired = plan.fired();
  plan.disarm();
  require_all_there(places);
  return fired;
}

enum class Side { source, target };

void add(std::vector<SqlCheck>& checks, std::string_view rule, Side side) {
  checks.push_back(
      {"transfer faults", rule, [=](const NewSqlPlace& new_place) {
         Places places(new_place);
         const auto plan = std::make_shared<FaultPlan>();
         const bool in_source = side == Side::source;
         const auto faulty =
             open_faulty_store(in_source ? *places.from_place : *places.to_place, plan);
         SessionStore& from = in_source ? *faulty : *places.from;
         SessionStore& to = in_source ? *places.to : *faulty;
         for (const Fault fault :
              {Fault::unavailable, Fault::unavailable_after, Fault::refused, Fault::rolled_back,
               Fault::lost_before, Fault::lost_in_result, Fault::lost_after}) {
           std::int64_t call = 1;
           while (run(places, from, to, *plan, fault, call)) ++call;
           require("it makes calls", call > 10);
         }
       }});
}

}  // namespace

void add_transfer_fault_checks(std::vector<SqlCheck>& checks) {
  add(checks, "a fault at any call on the source: all arrives, once", Side::source);
  add(checks, "a fault at any call on the target: all arrives, once", Side::target);
}

}  // namespace sessionstore::conformance
