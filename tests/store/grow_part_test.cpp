#include <fmt/format.h>

#include "any_store.h"

namespace sessionstore::tests {
namespace {

/// A session with one message with one part "p" that holds `text`, between two others.
void make_growing(SessionStore& store, std::string_view text) {
  store.create_session(make_session("s"));
  Turn turn = make_turn("m", 0);
  turn.parts = {text_part("before", "1"), text_part("p", text), text_part("after", "2")};
  store.append_message("s", turn);
}

std::vector<Part> parts_of(SessionStore& store) { return store.find_message("s", "m")->parts; }

}  // namespace

TEST_CASE("streamed text keeps every character, and the data is as if written at once") {
  const AnyStore store;
  make_growing(*store, "start ");
  const std::string pieces[] = {
      "\U0001F600", "\"", "\\", std::string("\0\x01", 2), "", "\u2028", std::string(70'000, 'y'),
      "\\u0041"};
  std::string expected = "start ";
  for (const std::string& piece : pieces) {
    store->grow_part("s", "m", "p", piece);
    expected += piece;
    CHECK((text_of(parts_of(*store).at(1)) == expected));
  }
  CHECK((parts_of(*store).at(1).data == text_part("p", expected).data));
}

TEST_CASE("two parts grow beside each other, each folded at its own time") {
  const AnyStore store;
  make_growing(*store, "");
  std::string p;
  std::string after = "2";
  for (int i = 0; i < 300; ++i) {
    store->grow_part("s", "m", "p", fmt::format("{:030}", i));
    store->grow_part("s", "m", "after", "ab");
    p += fmt::format("{:030}", i);
    after += "ab";
  }
  const auto parts = parts_of(*store);
  CHECK(text_of(parts[0]) == "1");
  CHECK((text_of(parts[1]) == p));
  CHECK((text_of(parts[2]) == after));
}

TEST_CASE("each growth is one revision of part and session, and changes the fingerprint") {
  const AnyStore store;
  make_growing(*store, "a");
  Revision last = store->find_session("s")->revision;
  Digest fingerprint = store->find_stored("s")->fingerprint;
  for (int i = 0; i < 5; ++i) {
    CHECK(store->grow_part("s", "m", "p", std::string(1500, 'x')) == ++last);
    CHECK(store->find_session("s")->revision == last);
    CHECK(parts_of(*store).at(1).revision == last);
    const Digest now = store->find_stored("s")->fingerprint;
    CHECK_FALSE(now == fingerprint);
    fingerprint = now;
  }
}

TEST_CASE("a session with pending text is archived and deleted whole") {
  const AnyStore store;
  make_growing(*store, "a");
  store->grow_part("s", "m", "p", "b");
  const SessionArchive archive = archive_session(*store, "s");
  CHECK(text_of(archive.turns.at(0).parts.at(1)) == "ab");
  CHECK(store->delete_session("s") == 1);
  CHECK(store->check_storage().empty());
  restore_session(*store, archive);
  CHECK(text_of(parts_of(*store).at(1)) == "ab");
}

}  // namespace sessionstore::tests
