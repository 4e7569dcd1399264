#include <fmt/format.h>
#include <sessionstore/fingerprint.h>

#include "at_once.h"
#include "store/group.h"

namespace sessionstore::conformance {
namespace {

// A part "p" that holds `text`, between two others.
void make_growing(SessionStore& store, std::string_view text) {
  store.create_session(make_session("s"));
  Turn turn = make_turn("m", 0);
  turn.parts = {text_part("before", "1"), text_part("p", text), text_part("after", "2")};
  store.append_message("s", turn);
}

std::vector<Part> parts_of(SessionStore& store) {
  return require_some("the message", store.find_message("s", "m")).parts;
}

void two_thousand_pieces(SessionStore& store) {
  make_growing(store, "start:");
  std::string expected = "start:";
  for (int i = 0; i < 2'000; ++i) {
    const std::string piece = fmt::format("\"{}\n🚀", i);
    store.grow_part("s", "m", "p", piece);
    expected += piece;
    if (i % 397 == 0) require_equal("text on the way", text_of(parts_of(store).at(1)), expected);
  }
  const Part grown = parts_of(store).at(1);
  require_equal("text", text_of(grown), expected);
  require_equal("hash", grown.data.hash(), sha256(grown.data.text()));
  require_equal("data, as if written at once", grown.data, text_part("p", expected).data);
  require_equal("fingerprint", store.find_stored("s")->fingerprint, fingerprint_of(store, "s"));
}

void every_character(SessionStore& store) {
  make_growing(store, "start ");
  const Texts pieces = {"🚀",      "\"",      "\\", std::string("\0\x01", 2), "",
                        "\u2028", "\\u0041", "\n", std::string(70'000, 'y'), "e\u0301"};
  std::string expected = "start ";
  for (const std::string& piece : pieces) {
    store.grow_part("s", "m", "p", piece);
    expected += piece;
    require_equal("text", text_of(parts_of(store).at(1)), expected);
  }
  require_equal("data, as if written at once", parts_of(store).at(1).data,
                text_part("p", expected).data);
}

void two_beside_each_other(SessionStore& store) {
  make_growing(store, "");
  std::string p;
  std::string after = "2";
  for (int i = 0; i < 300; ++i) {
    store.grow_part("s", "m", "p", fmt::format("{:030}", i));
    store.grow_part("s", "m", "after", "ab");
    p += fmt::format("{:030}", i);
    after += "ab";
  }
  const auto parts = parts_of(store);
  require_equal("the one before", text_of(parts.at(0)), "1");
  require_equal("the longer one", text_of(parts.at(1)), p);
  require_equal("the shorter one", text_of(parts.at(2)), after);
}

void by_several_writers(SessionStore& store) {
  make_growing(store, "");
  at_once(4, [&](int thread) {
    for (int i = 0; i < 50; ++i) {
      store.grow_part("s", "m", "p", fmt::format("<{}.{:02}>", thread, i));
    }
  });
  const std::string text = text_of(parts_of(store).at(1));
  require_equal("bytes", text.size(), 4 * 50 * 6);
  for (int thread = 0; thread < 4; ++thread) {
    std::size_t at = 0;
    for (int i = 0; i < 50; ++i) {
      at = text.find(fmt::format("<{}.{:02}>", thread, i), at);
      require(fmt::format("piece {} of writer {} is there, in order", i, thread),
              at != std::string::npos);
    }
  }
}

void what_cannot_grow(SessionStore& store) {
  store.create_session(make_session("s"));
  Turn turn = make_turn("m", 0);
  const Texts documents = {R"({"type":"tool","text":5})", R"({"type":"tool"})", R"(["text"])",
                           R"({"a":{"text":"x"}})", "null"};
  for (const std::string& text : documents) {
    turn.parts.push_back(make_part(std::to_string(turn.parts.size()), text));
  }
  store.append_message("s", turn);
  const Revision before = store.find_session("s")->revision;
  for (const Part& part : turn.parts) {
    require_error(part.data.text(), ErrorCode::invalid_argument,
                  [&] { store.grow_part("s", "m", part.id, "x"); });
  }
  const auto parts = parts_of(store);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    require_equal("data", parts.at(i).data.text(), documents[i]);
  }
  require_equal("revision", store.find_session("s")->revision, before);
}

}  // namespace

void add_growth_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("growth", checks);
  group.with_store("2,000 pieces are one text", two_thousand_pieces);
  group.with_store("a piece may be any text", every_character);
  group.with_store("two parts grow beside each other", two_beside_each_other);
  group.with_store("4 writers grow one part", by_several_writers);
  group.with_store("what has no text is refused and unchanged", what_cannot_grow);
  group.with_store("each piece is one revision and another fingerprint", [](SessionStore& store) {
    make_growing(store, "a");
    Revision last = store.find_session("s")->revision;
    Digest content = store.find_stored("s")->fingerprint;
    for (int i = 0; i < 5; ++i) {
      const Revision grown = store.grow_part("s", "m", "p", std::string(1'500, 'x'));
      require_equal("revision", grown, ++last);
      require_equal("the part's", parts_of(store).at(1).revision, last);
      const Digest now = store.find_stored("s")->fingerprint;
      require("the fingerprint is another", now != content);
      content = now;
    }
  });
  group.with_store("keys, their order and other numbers stay", [](SessionStore& store) {
    store.create_session(make_session("s"));
    Turn turn = make_turn("m", 0);
    turn.parts = {make_part("p", R"({"z":1.0,"text":"a\/","time":{"text":"b"},"n":1e2})")};
    store.append_message("s", turn);
    store.grow_part("s", "m", "p", "c");
    require_equal("data", parts_of(store).at(0).data.text(),
                  R"({"z":1.0,"text":"a\/c","time":{"text":"b"},"n":1e2})");
  });
  group.with_store("a replaced part grows from what replaced it", [](SessionStore& store) {
    make_growing(store, "a");
    store.grow_part("s", "m", "p", "b");
    store.update_part("s", "m", text_part("p", "whole"));
    store.grow_part("s", "m", "p", "!");
    require_equal("text", text_of(parts_of(store).at(1)), "whole!");
  });
  group.with_store("pending text is archived, deleted and restored", [](SessionStore& store) {
    make_growing(store, "a");
    store.grow_part("s", "m", "p", "b");
    const SessionArchive archive = archive_session(store, "s");
    require_equal("text", text_of(archive.turns.at(0).parts.at(1)), "ab");
    require_equal("deleted", store.delete_session("s"), 1);
    require("nothing is left behind", store.check_storage().empty());
    restore_session(store, archive);
    require_equal("text again", text_of(parts_of(store).at(1)), "ab");
  });
}

}  // namespace sessionstore::conformance
