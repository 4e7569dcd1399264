// Messages that do not stand in one order on both machines.
#include <catch2/catch.hpp>

#include "sync_faults/person.h"

namespace sessionstore::tests {

TEST_CASE("a session whose messages stand in another order here still gets what is new") {
  const TemporaryDirectory place;
  const std::string store = "sqlite:" + (place.path() / "store.db").string();
  const Person alice(store);
  const Person bob(store);
  alice.make_sessions("a", 1, 4);
  alice.sync_well();
  bob.sync_well();
  alice.execute("UPDATE message SET time_created = 50000 WHERE id = 'msg_a000_001'");
  bob.append("ses_a0", "new", "by Bob");
  for (const Person* const person : {&alice, &bob, &alice}) person->sync_well();
  require_alike({&alice, &bob});
}

}  // namespace sessionstore::tests
