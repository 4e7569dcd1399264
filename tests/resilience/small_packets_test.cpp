#include <fmt/format.h>
#include <sessionstore/error.h>

#include <catch2/catch.hpp>

#include "each_server.h"
#include "server_database.h"
#include "support/error_of.h"
#include "support/rows.h"

namespace sessionstore::tests {
namespace {

constexpr std::size_t kPacket = 1U << 20U;

Part part_of_size(const std::string& id, std::size_t bytes) {
  return text_part(id, std::string(bytes, 'x'));
}

}  // namespace

TEST_CASE("a value above max_allowed_packet is refused with both sizes, and nothing is lost") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  const GlobalVariable packet(database, "max_allowed_packet", kPacket);
  const auto store = database.open();
  store->create_session(make_session("s"));
  store->append_message("s", make_turn("m", 0));
  store->append_part("s", "m", text_part("p", "text"));
  const Revision before = store->find_session("s")->revision;
  const std::string large(2 * kPacket, 'x');
  const std::string large_json = '"' + large + '"';

  const auto require_refused = [&](const auto& call) {
    const Error error = error_of(call);
    CHECK(error.code() == ErrorCode::constraint);
    const std::string what = error.what();
    CHECK(what.find("a row of 210") != std::string::npos);
    CHECK(what.find("its max_allowed_packet is 1048576 bytes") != std::string::npos);
    CHECK(error.hint() == "raise max_allowed_packet on the server (1 GiB at most)");
    CHECK(what.find("xxxx") == std::string::npos);
    CHECK(store->find_session("s")->revision == before);
  };
  require_refused([&] {
    Turn turn = make_turn("large", 1);
    turn.parts.push_back(part_of_size("large", large.size()));
    store->append_message("s", turn);
  });
  require_refused([&] { store->append_part("s", "m", part_of_size("new", large.size())); });
  require_refused(
      [&] { store->update_part("s", "m", part_of_size("p", large.size()), std::nullopt); });
  require_refused([&] { store->grow_part("s", "m", "p", large, std::nullopt); });
  require_refused([&] { store->update_message("s", make_message("m", large_json), std::nullopt); });
  require_refused([&] { store->put_record("s", make_record("k", "", large_json), std::nullopt); });
  require_refused([&] {
    Session session = make_session("large");
    session.data = json::Document::parse(large_json);
    store->create_session(session);
  });
  require_refused([&] {
    const auto writer = store->bulk_writer();
    writer->begin_session(make_session("large"), std::nullopt);
    writer->put_message(make_message("m"));
    writer->put_part(part_of_size("large", large.size()));
    writer->end_session(Digest());
    writer->commit();
  });
  CHECK_FALSE(store->find_session("large"));
  CHECK(store->append_message("s", make_turn("next", 1)).seq == 2);
  CHECK(require_whole_session(*store, "s").size() == 2);
}

TEST_CASE("up to the last byte that fits a packet, a value is kept or refused") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  const GlobalVariable packet(database, "max_allowed_packet", kPacket);
  const auto store = database.open();
  store->create_session(make_session("s"));
  int kept = 0;
  int refused = 0;
  for (std::size_t left = 8000; left > 0; left -= 500) {
    const std::size_t size = kPacket - left;
    Turn turn = make_turn(fmt::format("m{}", left), 0);
    turn.parts.push_back(part_of_size("p", size));
    try {
      const std::int64_t seq = store->append_message("s", turn).seq;
      CHECK(seq == ++kept);
      CHECK(text_of(store->read_messages("s", seq - 1, 1).at(0).parts.at(0)).size() == size);
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::constraint);
      ++refused;
    }
  }
  CHECK(kept > 2);
  CHECK(refused > 2);
  CHECK(require_whole_session(*store, "s").size() == static_cast<std::size_t>(kept));
}

TEST_CASE("many rows that together are larger than a packet are written in several statements") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  const GlobalVariable packet(database, "max_allowed_packet", kPacket);
  const auto store = database.open();

  SECTION("in one turn") {
    store->create_session(make_session("s"));
    Turn turn = make_turn("m", 0);
    for (int i = 0; i < 50; ++i) turn.parts.push_back(part_of_size(std::to_string(i), 100'000));
    store->append_message("s", turn);
    CHECK(store->find_message("s", "m")->parts.size() == 50);
  }
  SECTION("in 50 sessions at once") {
    const auto writer = store->bulk_writer();
    for (int session = 0; session < 50; ++session) {
      writer->begin_session(make_session(std::to_string(session)), std::nullopt);
      for (int message = 0; message < 2; ++message) {
        writer->put_message(make_message(std::to_string(message)));
        for (int i = 0; i < 3; ++i) writer->put_part(part_of_size(std::to_string(i), 100'000));
      }
      writer->end_session(Digest());
    }
    writer->commit();
    for (int session = 0; session < 50; ++session) {
      const auto turns = require_whole_session(*store, std::to_string(session));
      REQUIRE(turns.size() == 2);
      REQUIRE(turns[1].parts.size() == 3);
      REQUIRE(text_of(turns[1].parts[2]).size() == 100'000);
    }
  }
  SECTION("though what is large in them is not their data") {
    const auto writer = store->bulk_writer();
    writer->begin_session(make_session("s"), std::nullopt);
    for (int i = 0; i < 300; ++i) {
      Message message =
          make_message(fmt::format("{:0>255}", i), '"' + std::string(5000, 'x') + '"');
      message.role = std::string(4096, 'r');
      writer->put_message(message);
    }
    writer->end_session(Digest());
    writer->commit();
    CHECK(require_whole_session(*store, "s").size() == 300);
  }
}

TEST_CASE("a value that was written under a larger max_allowed_packet can be read") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  Turn turn = make_turn("m", 0);
  turn.parts.push_back(part_of_size("p", 5 * kPacket));
  database.open()->create_session(make_session("s"));
  database.open()->append_message("s", turn);

  const GlobalVariable packet(database, "max_allowed_packet", kPacket);
  const auto store = database.open();
  CHECK(text_of(store->find_message("s", "m")->parts.at(0)).size() == 5 * kPacket);
  CHECK(error_of([&] { store->update_part("s", "m", turn.parts[0], std::nullopt); }).code() ==
        ErrorCode::constraint);
}

}  // namespace sessionstore::tests
