#pragma once

#include <sessionstore/store.h>

#include <string>
#include <string_view>
#include <vector>

namespace sessionstore::conformance {

/// One call on a store, about one session. It returns what the call answered, as text without
/// anything that differs by session or time.
struct ScriptStep {
  std::string_view name;
  std::string (*run)(SessionStore& store, const std::string& session);
  /// A caller of this one must repeat it: it hands rows out, or takes them, one by one.
  bool may_fail = false;
};

/// A life of a session: nearly every call there is, in an order in which each has something to do.
const std::vector<ScriptStep>& fault_script();

/// All that a store has of such a session and of its project, revisions and sums included, without
/// anything that differs by session or time. Throws Failure where it contradicts itself.
std::string describe_session(SessionStore& store, const std::string& session);

}  // namespace sessionstore::conformance
