// One machine's clock is an hour behind: what it says last looks older than what it answers to.
#include <catch2/catch.hpp>

#include "sync_faults/person.h"

namespace sessionstore::tests {

TEST_CASE("a continuation that looks older than what it continues goes over and stays") {
  const TemporaryDirectory place;
  const std::string store = "sqlite:" + (place.path() / "store.db").string();
  const Person alice(store);
  const Person bob(store);
  alice.make_sessions("a", 2, 3);
  bob.make_sessions("b", 1, 1);
  // Alice's times are an hour ahead of Bob's, ids sort as OpenCode's do, by the time.
  alice.execute(
      "UPDATE session SET time_created = time_created + 3600000, time_updated = time_updated + "
      "3600000; UPDATE message SET time_created = time_created + 3600000");
  alice.sync_well();
  bob.sync_well();
  bob.append("ses_a1", "A000", "by bob, earlier");
  bob.execute(
      "UPDATE message SET time_created = 500, time_updated = 500 WHERE id = 'msg_A000';"
      "UPDATE session SET time_updated = 500, title = 'Bob''s' WHERE id = 'ses_a1'");
  bob.sync_well();
  alice.sync_well();
  CHECK(alice.history() == bob.history());
  alice.append("ses_a1", "zz", "by alice, later");
  alice.sync_well();
  bob.sync_well();
  // A text changed back to an earlier time is a change as any other.
  bob.execute("UPDATE part SET data = replace(data, 'later', 'LATER'), time_updated = 1");
  bob.sync_well();
  alice.sync_well();
  CHECK(alice.sessions().size() == 3);
  require_alike({&alice, &bob});
}

}  // namespace sessionstore::tests
