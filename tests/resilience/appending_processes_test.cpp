#include <catch2/catch.hpp>
#include <set>

#include "each_server.h"
#include "server_database.h"
#include "support/rows.h"

namespace sessionstore::tests {

TEST_CASE("4 processes of 8 threads append to one session on a server: none fails, no gap") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  const auto store = database.open();
  store->create_session(make_session("s"));
  std::vector<std::unique_ptr<Process>> processes;
  for (const char* const name : {"a", "b", "c", "d"}) {
    processes.push_back(database.start_helper({"append", "-", "s", name, "8", "50"}));
  }
  for (const auto& process : processes) {
    const ProcessResult result = process->wait();
    CHECK(result.err == "");
    CHECK(result.exit_code == 0);
  }
  std::set<std::string> ids;
  for (const Turn& turn : require_whole_session(*store, "s")) {
    ids.insert(turn.message.id);
    CHECK(turn.parts.size() == 2);
  }
  CHECK(ids.size() == 4 * 8 * 50);
  CHECK(store->find_session("s")->message_count == 4 * 8 * 50);
}

}  // namespace sessionstore::tests
