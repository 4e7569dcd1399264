#include <sessionstore/fingerprint.h>

#include "any_store.h"

namespace sessionstore::tests {
namespace {

Part only_part(SessionStore& store) { return store.find_message("s", "m")->parts.at(0); }

}  // namespace

TEST_CASE("a part is appended at the end and updated by its revision") {
  const AnyStore store;
  store->create_session(make_session("s"));
  store->append_message("s", make_turn("m", 1));
  Part part = store->append_part("s", "m", make_part("late"));
  CHECK(part.position == 1);
  part.data = json::Document::parse(R"({"type":"text","text":"changed"})");
  store->update_part("s", "m", part, part.revision);
  CHECK(error_of([&] { store->update_part("s", "m", part, part.revision); }).code() ==
        ErrorCode::conflict);
  CHECK(store->find_message("s", "m")->parts.at(1).data == part.data);
  CHECK(error_of([&] { store->append_part("s", "m", make_part("late")); }).code() ==
        ErrorCode::already_exists);
  CHECK(error_of([&] { store->append_part("s", "none", make_part("x")); }).code() ==
        ErrorCode::not_found);
}

TEST_CASE("text that grows a part is there at once, whole and in order") {
  const AnyStore store;
  store->create_session(make_session("s"));
  Turn turn = make_turn("m", 0);
  turn.parts.push_back(text_part("p", "start:"));
  store->append_message("s", turn);
  std::string expected = "start:";
  for (int i = 0; i < 2000; ++i) {
    const std::string piece = "\"" + std::to_string(i) + "\n🚀";
    store->grow_part("s", "m", "p", piece);
    expected += piece;
    if (i % 397 == 0) CHECK(text_of(only_part(*store)) == expected);
  }
  CHECK(text_of(only_part(*store)) == expected);
  const Part grown = only_part(*store);
  CHECK(sha256(grown.data.text()) == grown.data.hash());
  CHECK(fingerprint_of(*store, "s") == store->find_stored("s")->fingerprint);
}

TEST_CASE("growing and replacing know of each other by the revision") {
  const AnyStore store;
  store->create_session(make_session("s"));
  Turn turn = make_turn("m", 0);
  turn.parts.push_back(text_part("p", ""));
  store->append_message("s", turn);
  const Revision first = only_part(*store).revision;
  const Revision second = store->grow_part("s", "m", "p", "a", first);
  CHECK(only_part(*store).revision == second);
  CHECK(error_of([&] { store->grow_part("s", "m", "p", "b", first); }).code() ==
        ErrorCode::conflict);
  Part replaced = text_part("p", "whole");
  CHECK(error_of([&] { store->update_part("s", "m", replaced, first); }).code() ==
        ErrorCode::conflict);
  store->update_part("s", "m", replaced, second);
  CHECK(text_of(only_part(*store)) == "whole");
  store->grow_part("s", "m", "p", "!");
  CHECK(text_of(only_part(*store)) == "whole!");
}

TEST_CASE("what cannot grow is refused and unchanged") {
  const AnyStore store;
  store->create_session(make_session("s"));
  Turn turn = make_turn("m", 0);
  turn.parts.push_back(make_part("p", R"({"type":"tool","text":5})"));
  store->append_message("s", turn);
  CHECK(error_of([&] { store->grow_part("s", "m", "p", "x"); }).code() ==
        ErrorCode::invalid_argument);
  CHECK(error_of([&] { store->grow_part("s", "m", "p", "\xFF"); }).code() == ErrorCode::constraint);
  CHECK(error_of([&] { store->grow_part("s", "m", "none", "x"); }).code() == ErrorCode::not_found);
  CHECK(error_of([&] { store->grow_part("none", "m", "p", "x"); }).code() == ErrorCode::not_found);
  CHECK(only_part(*store).data == turn.parts[0].data);
}

}  // namespace sessionstore::tests
