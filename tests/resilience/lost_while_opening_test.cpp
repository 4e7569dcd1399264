#include <sessionstore/error.h>

#include <catch2/catch.hpp>
#include <thread>

#include "each_server.h"
#include "server_database.h"
#include "support/error_of.h"
#include "support/rows.h"
#include "support/stress.h"
#include "switch.h"

// A connection can be lost at any byte of its beginning: the greeting, TLS, the log-in, the
// session's settings, the look at the schema.
namespace sessionstore::tests {
namespace {

/// Runs `action`, which connects, with the connection cut at many places.
template <typename Action>
void cut_everywhere(Switch& between, const Action& action) {
  action();
  // The proxy sees its end a moment later.
  while (between.last_passed() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  const std::size_t all = between.last_passed();
  REQUIRE(all > 500);
  const std::size_t cuts = stress_times() == 1 ? 10 : 100;
  for (std::size_t cut = 0; cut < cuts; ++cut) {
    const std::size_t bytes = all * cut / cuts;
    CAPTURE(bytes, all);
    between.cut_next_after(bytes);
    action();
  }
}

std::uint16_t port_of(const TestServer& server) {
  return static_cast<std::uint16_t>(std::stoi(server.facts.at("port")));
}

}  // namespace

TEST_CASE("a connection that is lost while a store is opened costs another try") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  database.open()->create_session(make_session("s"));
  Switch between(port_of(server));
  cut_everywhere(between, [&] {
    const auto store = database.open({{"port", between.port()}});
    CHECK(store->find_session("s"));
  });
}

TEST_CASE("a connection that is lost while an open store sets it up costs another try") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  Switch between(port_of(server));
  // A connection for each call.
  const auto store = database.open({{"port", between.port()}, {"maxIdleConnections", "0"}});
  store->create_session(make_session("s"));
  int messages = 0;
  cut_everywhere(between, [&] {
    ++messages;
    CHECK(store->append_message("s", make_turn(std::to_string(messages), 1)).seq == messages);
  });
  CHECK(require_whole_session(*store, "s").size() == static_cast<std::size_t>(messages));
}

TEST_CASE("a server that ends each connection at once is told of, within the time there is") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  // Leads nowhere: who connects is let go.
  Switch between(1);
  const auto begin = std::chrono::steady_clock::now();
  const Error error = error_of([&] {
    static_cast<void>(database.open({{"port", between.port()}, {"connectionTimeout", "1"}}));
  });
  CHECK(error.code() == ErrorCode::unavailable);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

}  // namespace sessionstore::tests
