// `sync --watch`: what OpenCode writes is in the store soon, also after the store was away.
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "sync_faults/person.h"
#include "sync_faults/places.h"

namespace sessionstore::tests {
namespace {

using std::chrono::duration;
using std::chrono::steady_clock;

/// How long it takes until the store has the message; the test's limit where it never has.
double seconds_until_stored(SessionStore& store, const std::string& session,
                            const std::string& message) {
  const auto start = steady_clock::now();
  const auto passed = [&] { return duration<double>(steady_clock::now() - start).count(); };
  while (passed() < 60) {
    if (store.find_session(session) && store.find_message(session, message)) return passed();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  FAIL(message << " never came");
  return 0;
}

void restart(const TestServer& server, const std::string& how) {
  ProcessOptions options;
  options.environment = {{"PATH", std::getenv("PATH")}, {"HOME", std::getenv("HOME")}};
  const ProcessResult result = run_process({server.facts.at("restart"), how}, options);
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
}

}  // namespace

TEST_CASE(
    "while it watches, a message is in the store within 2 seconds, and soon after an outage") {
  const TestServer server = *find_server("mariadb");
  const ServerDatabase database(server);
  const Person alice(location_of(database), password_of(database));
  const Person bob(location_of(database), password_of(database));
  alice.make_sessions("a", 3, 3);
  bob.make_sessions("b", 3, 3);
  bob.sync_well();
  const auto store = database.open();
  const auto watch = alice.start_sync({"--watch", "--interval", "1"});
  seconds_until_stored(*store, "ses_a2", "msg_a002_002");
  for (const char* const message : {"one", "two", "three"}) {
    alice.append("ses_a1", message, message);
    CHECK(seconds_until_stored(*store, "ses_a1", std::string("msg_") + message) < 2);
  }
  // Written again and again, as an answer that is streamed: it does not wait for the end.
  const auto start = steady_clock::now();
  for (int i = 0; duration<double>(steady_clock::now() - start).count() < 3; ++i) {
    alice.append("ses_a2", "stream" + std::to_string(i), "text");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  CHECK(store->find_message("ses_a2", "msg_stream0"));

  restart(server, "down");
  alice.append("ses_a1", "while_down", "text");
  alice.make_sessions("down", 2, 2);
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));  // so that it has seen it away
  restart(server, "up");
  seconds_until_stored(*store, "ses_a1", "msg_while_down");
  seconds_until_stored(*store, "ses_down1", "msg_down001_001");
  alice.append("ses_a1", "after", "text");
  CHECK(seconds_until_stored(*store, "ses_a1", "msg_after") < 2);

  // What others push comes too.
  bob.append("ses_b1", "by_bob", "text");
  bob.sync_well();
  const auto pushed = steady_clock::now();
  const auto is_here = [&] {
    const auto history = alice.history();
    return std::any_of(history.begin(), history.end(), [](const std::string& row) {
      return row.find("prt_by_bob") != std::string::npos;
    });
  };
  while (!is_here()) {
    REQUIRE(duration<double>(steady_clock::now() - pushed).count() < 10);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }

  watch->send(SIGINT);
  const ProcessResult ended = watch->wait();
  INFO(ended.out << ended.err);
  CHECK(ended.exit_code == 130);
  require_alike({&alice, &bob});
}

TEST_CASE("a database that is put back while it watches is the one that it goes on with") {
  const ServerDatabase database(*find_server("mariadb"));
  const Person alice(location_of(database), password_of(database));
  const Person bob(location_of(database), password_of(database));
  alice.make_sessions("a", 1, 1);
  bob.make_sessions("b", 1, 1);
  bob.sync_well();
  const auto store = database.open();
  const auto watch = alice.start_sync({"--watch", "--interval", "0.5"});
  seconds_until_stored(*store, "ses_a0", "msg_a000_000");
  const auto arrive = [&](const std::string& session) {
    const auto start = steady_clock::now();
    while (!alice.sessions().contains(session)) {
      REQUIRE(duration<double>(steady_clock::now() - start).count() < 30);
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  };
  bob.make_sessions("c", 1, 1);
  bob.sync_well();
  arrive("ses_c0");  // by now it reads and writes the file
  const std::filesystem::path backup = alice.home() / "backup.db";
  alice.execute("VACUUM INTO '" + backup.string() + "'");
  for (const char* const file : {"-wal", "-shm"}) {
    std::filesystem::remove(alice.database().string() + file);
  }
  std::filesystem::rename(backup, alice.database());
  bob.make_sessions("d", 1, 1);
  bob.sync_well();
  arrive("ses_d0");
  watch->send(SIGINT);
  CHECK(watch->wait().exit_code == 130);
  require_alike({&alice, &bob});
  CHECK(bob.sessions().size() == 4);
}

}  // namespace sessionstore::tests
