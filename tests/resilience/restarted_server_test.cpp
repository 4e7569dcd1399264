#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>

#include "each_server.h"
#include "server_database.h"
#include "support/process.h"
#include "support/rows.h"
#include "worker.h"

// The servers of script/servers hand each commit to the system at once, so a killed server has lost
// none. Only a power cut could.
namespace sessionstore::tests {
namespace {

void restart(const TestServer& server, const std::string& how) {
  ProcessOptions options;
  options.environment = {{"PATH", std::getenv("PATH")}, {"HOME", std::getenv("HOME")}};
  const ProcessResult result = run_process({server.facts.at("restart"), how}, options);
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
}

std::size_t rounds_of(const std::vector<std::unique_ptr<Worker>>& workers) {
  std::size_t rounds = 0;
  for (const auto& worker : workers) rounds += worker->rounds();
  return rounds;
}

/// Until each worker has done some more.
void await_progress(const std::vector<std::unique_ptr<Worker>>& workers) {
  for (const auto& worker : workers) worker->await_rounds(worker->rounds() + 3);
}

}  // namespace

TEST_CASE("a server that is killed or restarted under load: each write once, no error") {
  const TestServer server = each_server();
  // A MySQL that has just been started asks for the password itself, which goes by TLS alone.
  if (!server.tls && server.facts.at("version").find("MariaDB") == std::string::npos) return;
  const ServerDatabase database(server);
  const auto store = database.open();
  store->create_session(make_session("s"));
  std::vector<std::unique_ptr<Worker>> workers;
  for (const char* const name : {"a", "b", "c", "d"}) {
    workers.push_back(std::make_unique<Worker>(*store, "s", name));
  }
  for (const char* const how : {"kill9", "graceful"}) {
    await_progress(workers);
    restart(server, how);
  }
  await_progress(workers);
  for (const auto& worker : workers) worker->stop();

  const auto turns = require_whole_session(*store, "s");
  for (const auto& worker : workers) worker->require_done_once(turns);
  CHECK(turns.size() == rounds_of(workers));
}

}  // namespace sessionstore::tests
