// The connection to the store is cut at one statement after another.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "resilience/cutting_proxy.h"
#include "sync_faults/person.h"
#include "sync_faults/places.h"

namespace sessionstore::tests {

TEST_CASE("a sync whose connection is cut is completed by itself or by the next one") {
  const TestServer server = *find_server("mariadb");
  const ServerDatabase database(server);
  CuttingProxy proxy(static_cast<std::uint16_t>(std::stoi(server.facts.at("port"))));
  const Settings password = password_of(database);
  const Person alice(location_of(database, proxy.port()), password);
  const Person bob(location_of(database), password);
  alice.make_sessions("a", 8, 4);
  bob.make_sessions("b", 8, 4);
  int cuts = 0;
  int round = 0;
  int new_sessions = 0;
  for (const char* const statement : {"SELECT", "START", "INSERT", "UPDATE", "DELETE", "COMMIT"}) {
    for (const Cut::When when : {Cut::When::before, Cut::When::after}) {
      const std::string name = fmt::format("{:03}", ++round);
      INFO(statement << ' ' << name);
      if (round > 1) {
        alice.append("ses_a1", "a" + name, "by alice " + name);
        bob.append("ses_b1", "b" + name, "by bob " + name);
        alice.make_sessions("new" + name, 1, 2);
        ++new_sessions;
        bob.sync_well();
      }
      proxy.cut_next({when, statement});
      const SyncRun cut = alice.sync();
      INFO(cut.report.dump(1));
      CHECK((cut.exit_code == 0 || cut.exit_code == 7));
      if (proxy.has_cut()) ++cuts;
      alice.sync_well();
    }
  }
  CHECK(cuts >= 6);
  bob.sync_well();
  CHECK(bob.sessions().size() == static_cast<std::size_t>(16 + new_sessions));
  require_alike({&alice, &bob});
}

}  // namespace sessionstore::tests
