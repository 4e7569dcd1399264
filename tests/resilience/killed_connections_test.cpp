#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdio>

#include "disturber.h"
#include "each_server.h"
#include "server_database.h"
#include "support/rows.h"
#include "support/stress.h"
#include "worker.h"

// Writers at work while what they work on is disturbed: what was acknowledged is there, once, and
// what failed says truly whether it may have happened.
namespace sessionstore::tests {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

struct Size {
  std::size_t writers;
  std::size_t sessions;
  std::size_t doors;
};

/// Writers in threads, who reach a database on some servers through doors.
class DisturbedWriters {
 public:
  DisturbedWriters(TestCluster& cluster, const ServerDatabase& database, Size size,
                   const Settings& changes)
      : database_(database), size_(size) {
    direct_ = database.open();
    for (std::size_t i = 0; i < size.sessions; ++i) {
      direct_->create_session(make_session(session(i)));
    }
    for (std::size_t i = 0; i < size.doors; ++i) {
      doors_.push_back(std::make_unique<Switch>(cluster.port(i % cluster.writable().size())));
      Settings settings = changes;
      settings["port"] = doors_.back()->port();
      // The even ones give a server up that says nothing for 2 s.
      if (i % 2 == 0) settings["readTimeout"] = "2000";
      stores_.push_back(database.open(settings));
    }
    for (std::size_t i = 0; i < size.writers; ++i) {
      workers_.push_back(std::make_unique<Worker>(*stores_[i % size.doors], session(session_of(i)),
                                                  fmt::format("w{}-", i)));
    }
  }

  std::vector<std::unique_ptr<Switch>>& doors() { return doors_; }
  std::vector<std::unique_ptr<Worker>>& workers() { return workers_; }
  std::size_t rounds() const {
    std::size_t all = 0;
    for (const auto& worker : workers_) all += worker->rounds();
    return all;
  }
  void stop() {
    for (const auto& worker : workers_) worker->stop();
  }

  /// For when they have stopped, and the servers are whole.
  void require_truth(bool nothing_failed) const {
    const auto store = database_.open();
    for (std::size_t i = 0; i < size_.sessions; ++i) {
      const auto turns = require_whole_session(*store, session(i));
      std::size_t possible = 0;
      for (std::size_t w = 0; w < workers_.size(); ++w) {
        if (session_of(w) != i) continue;
        const Worker& worker = *workers_[w];
        worker.require_told_truth(*store, turns);
        possible += worker.ledger().rounds.size();
        if (!nothing_failed) continue;
        CHECK(worker.ledger().refused == 0);
        CHECK(worker.ledger().unknown == 0);
      }
      CHECK(turns.size() <= possible);  // none that nobody wrote
    }
  }

 private:
  /// Through each door, a writer of each session.
  std::size_t session_of(std::size_t writer) const { return writer / size_.doors % size_.sessions; }
  static std::string session(std::size_t number) { return fmt::format("s{}", number); }

  const ServerDatabase& database_;
  Size size_;
  std::unique_ptr<SessionStore> direct_;
  std::vector<std::unique_ptr<Switch>> doors_;
  std::vector<std::unique_ptr<SessionStore>> stores_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

/// What of it all is for people.
void report(const std::string& kind, const DisturbedWriters& writers, const Disturber& disturber,
            Clock::duration time) {
  std::size_t acknowledged = 0;
  std::size_t refused = 0;
  std::size_t unknown = 0;
  for (const auto& worker : const_cast<DisturbedWriters&>(writers).workers()) {
    acknowledged += worker->ledger().acknowledged;
    refused += worker->ledger().refused;
    unknown += worker->ledger().unknown;
  }
  fmt::print("{}: {} writes acknowledged in {} s, {} disturbances ({}); {} refused, {} unknown\n",
             kind, acknowledged, std::chrono::duration_cast<std::chrono::seconds>(time).count(),
             disturber.count(), disturber.described(), refused, unknown);
  std::fflush(stdout);
}

}  // namespace

TEST_CASE(
    "connections and statements that are killed or cut at random: each write once, no error") {
  const TestServer server = each_server();
  TestCluster cluster(server.facts.at("version").find("MariaDB") == std::string::npos ? "mysql"
                                                                                      : "mariadb");
  const ServerDatabase database(server);
  DisturbedWriters writers(cluster, database, {4, 1, 2}, {{"readTimeout", "20000"}});
  Disturber disturber(cluster, writers.doors(), database.settings().at("database"),
                      Disturber::Servers::left_alone, 15ms);
  const auto start = Clock::now();
  const auto passed = [&] { return Clock::now() - start; };
  const auto enough = [&] { return disturber.count() > 50 && writers.rounds() > 20; };
  // On a slow machine until there was something to kill, and something was done all the same.
  while (passed() < 1500ms * stress_times() || (!enough() && passed() < 60s * stress_times())) {
    std::this_thread::sleep_for(20ms);
  }
  disturber.stop();
  writers.stop();
  writers.require_truth(true);
  CHECK(enough());
}

// The long form, which script/stress runs: with clusters, and with servers frozen and killed.
TEST_CASE(
    "16 writers, their connections and servers disturbed: nothing lost, doubled or misreported",
    "[.][clusters]") {
  const std::string kind = GENERATE(from_range(TestCluster::kinds()));
  CAPTURE(kind);
  TestCluster cluster(kind);
  cluster.await_whole();
  cluster.make_first_primary();
  TestServer server = cluster.node(0);
  server.tls = true;
  const auto start = Clock::now();
  {
    const ServerDatabase database(server);
    DisturbedWriters writers(cluster, database, {16, 4, 4},
                             {{"connectionTimeout", "60"}, {"readTimeout", "10000"}});
    Disturber disturber(cluster, writers.doors(), database.settings().at("database"),
                        Disturber::Servers::frozen_and_killed, 100ms);
    while (Clock::now() - start < 15s * stress_times()) std::this_thread::sleep_for(100ms);
    disturber.stop();
    writers.stop();
    report(kind, writers, disturber, Clock::now() - start);
    writers.require_truth(false);
    cluster.make_first_primary();
  }
}

}  // namespace sessionstore::tests
