#include <catch2/catch.hpp>

#include "cutting_proxy.h"
#include "server_database.h"
#include "support/rows.h"

// A driver that takes the end of a connection for the end of a result loses rows, and nobody
// notices.
namespace sessionstore::tests {
namespace {

constexpr int kParts = 200;

std::size_t parts_of(const std::vector<Turn>& turns) {
  std::size_t parts = 0;
  for (const Turn& turn : turns) parts += turn.parts.size();
  return parts;
}

}  // namespace

TEST_CASE("a result that is cut anywhere is read again whole, never taken for shorter") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  database.open()->create_session(make_session("s"));
  Turn turn = make_turn("m", 0);
  for (int i = 0; i < kParts; ++i) {
    turn.parts.push_back(text_part("p" + std::to_string(i), std::string(1000, 'x')));
  }
  database.open()->append_message("s", turn);

  CuttingProxy proxy(static_cast<std::uint16_t>(std::stoi(server.facts.at("port"))));
  const auto store = database.open({{"port", proxy.port()}});
  for (const std::size_t bytes : {0U, 100U, 1'000U, 1'500U, 10'000U, 100'000U, 200'000U}) {
    CAPTURE(bytes);
    proxy.cut_next({Cut::When::in_answer, "SELECT", bytes});
    CHECK(parts_of(store->read_messages("s", 0, 10)) == kParts);
    CHECK(proxy.has_cut());
  }
}

}  // namespace sessionstore::tests
