#include "any_store.h"

namespace sessionstore::tests {

TEST_CASE("messages are numbered from 1 without a gap, and read with their parts in order") {
  const AnyStore store;
  store->create_session(make_session("s"));
  for (int i = 1; i <= 5; ++i) {
    CHECK(store->append_message("s", make_turn("m" + std::to_string(i), i - 1)).seq == i);
  }
  const std::vector<Turn> page = store->read_messages("s", 1, 3);
  REQUIRE(page.size() == 3);
  for (std::size_t i = 0; i < page.size(); ++i) {
    CHECK(page[i].message.seq == static_cast<std::int64_t>(i) + 2);
    REQUIRE(page[i].parts.size() == i + 1);
    for (std::size_t position = 0; position < page[i].parts.size(); ++position) {
      CHECK(page[i].parts[position].position == static_cast<std::int64_t>(position));
      CHECK(page[i].parts[position].id == page[i].message.id + "-" + std::to_string(position));
    }
  }
  CHECK(store->read_messages("s", 5, 10).empty());
  CHECK(store->read_messages("none", 0, 10).empty());
  CHECK(store->find_session("s")->message_count == 5);
}

TEST_CASE("an append that fails writes nothing") {
  const AnyStore store;
  store->create_session(make_session("s"));
  store->append_message("s", make_turn("m", 2));
  const Revision before = store->find_session("s")->revision;
  SECTION("a known message id") {
    CHECK(error_of([&] { store->append_message("s", make_turn("m", 1)); }).code() ==
          ErrorCode::already_exists);
  }
  SECTION("the same part id twice") {
    Turn turn = make_turn("n", 2);
    turn.parts[1].id = turn.parts[0].id;
    CHECK(error_of([&] { store->append_message("s", turn); }).code() == ErrorCode::already_exists);
  }
  SECTION("a part beyond a limit") {
    Turn turn = make_turn("n", 2);
    turn.parts[1].type = std::string(kMaxFieldBytes + 1, 't');
    CHECK(error_of([&] { store->append_message("s", turn); }).code() == ErrorCode::constraint);
  }
  SECTION("no such session") {
    CHECK(error_of([&] { store->append_message("none", make_turn("n")); }).code() ==
          ErrorCode::not_found);
  }
  CHECK(store->find_session("s")->revision == before);
  CHECK(store->status().messages == 1);
  CHECK(store->status().parts == 2);
  CHECK(store->append_message("s", make_turn("next")).seq == 2);
}

TEST_CASE("sums of tokens and cost follow the messages") {
  const AnyStore store;
  store->create_session(make_session("s"));
  Turn turn = make_turn("m", 0);
  turn.message.input_tokens = 10;
  turn.message.output_tokens = 4;
  turn.message.cost = 0.5;
  store->append_message("s", turn);
  turn.message.input_tokens = 25;
  store->update_message("s", turn.message);
  const std::optional<Session> session = store->find_session("s");
  CHECK(session->input_tokens == 25);
  CHECK(session->output_tokens == 4);
  CHECK(session->cost == 0.5);
}

TEST_CASE("a message is updated by its revision") {
  const AnyStore store;
  store->create_session(make_session("s"));
  Message message = store->append_message("s", make_turn("m", 1));
  message.data = json::Document::parse(R"({"role":"user","n":1})");
  const Revision revision = store->update_message("s", message, message.revision);
  CHECK(error_of([&] { store->update_message("s", message, message.revision); }).code() ==
        ErrorCode::conflict);
  const std::optional<Turn> read = store->find_message("s", "m");
  REQUIRE(read);
  CHECK(read->message.revision == revision);
  CHECK(read->message.data == message.data);
  CHECK(read->parts.size() == 1);
  CHECK_FALSE(store->find_message("s", "none"));
  message.id = "none";
  CHECK(error_of([&] { store->update_message("s", message); }).code() == ErrorCode::not_found);
}

TEST_CASE("data comes back to the byte") {
  const AnyStore store;
  store->create_session(make_session("s"));
  const std::vector<std::string> texts = {
      R"({"n":[1.0,1e400,-0,12345678901234567890123,0.10]})",
      R"({"t":"\ud800 \u0000 \u00e9 é 🚀 \/ \""})",
      R"({"b":1,"a":2,"b":3})",
      R"("")",
      "null",
      R"({"t":")" + std::string(64U << 10U, 'x') + "\"}",
      R"({"t":")" + std::string(20U << 20U, 'y') + "\"}",
  };
  Turn turn = make_turn("m", 0);
  for (const std::string& text : texts) {
    turn.parts.push_back(make_part("p" + std::to_string(turn.parts.size()), text));
  }
  store->append_message("s", turn);
  const std::optional<Turn> read = store->find_message("s", "m");
  REQUIRE(read->parts.size() == texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) CHECK((read->parts[i].data.text() == texts[i]));
}

}  // namespace sessionstore::tests
