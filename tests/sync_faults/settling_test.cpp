// Conflicts that are settled in the store, and what that comes to in each machine's OpenCode.
#include <catch2/catch.hpp>

#include "sync_faults/person.h"

namespace sessionstore::tests {
namespace {

/// Two people who went on with one session, which Bob's sync has split. Both have the fork.
struct Split {
  TemporaryDirectory place;
  std::string store = "sqlite:" + (place.path() / "store.db").string();
  Person alice{store};
  Person bob{store};
  std::string fork;

  Split() {
    alice.make_sessions("a", 2, 2);
    alice.sync_well();
    bob.sync_well();
    alice.append("ses_a1", "ya", "by alice");
    bob.append("ses_a1", "zb", "by bob");
    alice.sync_well();
    fork = bob.sync().report["conflicts"].at(0)["fork"];
    alice.sync_well();
  }
};

}  // namespace

TEST_CASE("a conflict that was settled for the local line reaches each machine with one sync") {
  const Split split;
  split.bob.settle("1", "local");
  split.bob.sync_well();
  split.alice.sync_well();
  CHECK(split.alice.sessions() == std::set<std::string>{"ses_a0", "ses_a1"});
  require_alike({&split.alice, &split.bob});
}

TEST_CASE("a fork that somebody went on with stays beside the session that got its line") {
  const Split split;
  split.alice.append(split.fork, "more", "went on with the fork");
  split.bob.settle("1", "local");
  CHECK(split.alice.sync().report["skipped"].empty());
  split.bob.sync_well();
  CHECK(split.alice.sessions() == std::set<std::string>{"ses_a0", "ses_a1", split.fork});
  require_alike({&split.alice, &split.bob});
}

}  // namespace sessionstore::tests
