// A sync that is killed at any moment: the next one completes it, and nothing is lost, there twice
// or taken for a conflict.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <thread>

#include "support/stress.h"
#include "sync_faults/person.h"
#include "sync_faults/places.h"

namespace sessionstore::tests {
namespace {

using std::chrono::duration;
using std::chrono::steady_clock;

/// Kills a sync after so long. Returns whether it was still running.
bool kill_sync(const Person& person, double seconds) {
  const auto sync = person.start_sync();
  std::this_thread::sleep_for(duration<double>(seconds));
  sync->send(SIGKILL);
  return sync->wait().signal == SIGKILL;
}

double seconds_of_sync(const Person& person) {
  const auto start = steady_clock::now();
  person.sync_well();
  return duration<double>(steady_clock::now() - start).count();
}

/// Kills until a sync ends by itself, each time later than the last. Returns how many were killed.
int kill_until_done(const Person& person) {
  int killed = 0;
  for (double delay = 0.02; kill_sync(person, delay); delay *= 1.4) ++killed;
  return killed;
}

void require_killed_syncs_to_complete(const Person& alice, const Person& bob, const Person& carol) {
  constexpr int kSessions = 60;
  alice.make_sessions("a", kSessions, 20);
  bob.make_sessions("b", 3, 2);
  int killed = kill_until_done(alice);
  alice.sync_well();
  const auto expected = alice.history();
  killed += kill_until_done(bob);
  bob.sync_well();
  CHECK(bob.sessions().size() == kSessions + 3);
  alice.sync_well();
  const double quiet = seconds_of_sync(alice);

  // Both go on, each with sessions of their own, while syncs are killed.
  const int rounds = 12 * stress_times();
  for (int round = 0; round < rounds; ++round) {
    for (int i = 0; i < 6; ++i) {
      const std::string name = fmt::format("r{:03}_{}", round, i);
      alice.append(fmt::format("ses_a{}", i), "a" + name, "by alice " + name);
      bob.append(fmt::format("ses_a{}", 30 + i), "b" + name, "by bob " + name);
    }
    alice.make_sessions(fmt::format("new{}x", round), 2, 2);
    const double delay = quiet * (0.2 + 0.15 * (round % 12));
    killed += kill_sync(alice, delay) ? 1 : 0;
    killed += kill_sync(bob, delay) ? 1 : 0;
  }
  CHECK(killed > 10);
  for (const Person* const person : {&alice, &bob, &alice}) person->sync_well();
  CHECK(static_cast<int>(alice.sessions().size()) == kSessions + 3 + 2 * rounds);
  CHECK(static_cast<int>(bob.history().size()) ==
        kSessions * (1 + 20 * 3) + 3 * (1 + 2 * 3) + rounds * (12 * 2 + 2 * (1 + 2 * 3)));
  carol.sync_well();
  require_alike({&alice, &bob, &carol});
}

}  // namespace

TEST_CASE("syncs with a SQLite store that are killed at any moment are completed by the next") {
  const TemporaryDirectory place;
  const std::string store = "sqlite:" + (place.path() / "store.db").string();
  require_killed_syncs_to_complete(Person(store), Person(store), Person(store));
}

TEST_CASE("syncs with a server that are killed at any moment are completed by the next") {
  const ServerDatabase database(*find_server("mariadb"));
  const std::string store = location_of(database);
  const Settings password = password_of(database);
  require_killed_syncs_to_complete(Person(store, password), Person(store, password),
                                   Person(store, password));
}

}  // namespace sessionstore::tests
