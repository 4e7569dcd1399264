#include <fmt/format.h>

#include "store/group.h"

namespace sessionstore::conformance {
namespace {

void make_message_with(SessionStore& store, int parts) {
  store.create_session(make_session("s"));
  store.append_message("s", make_turn("before", 1));
  store.append_message("s", make_turn("m", parts));
  store.append_message("s", make_turn("after", 1));
}

std::vector<Part> parts_of(SessionStore& store, std::string_view message) {
  return require_some("the message", store.find_message("s", message)).parts;
}

void an_append_goes_last(SessionStore& store) {
  make_message_with(store, 2);
  Part part = make_part("a", R"({"late":1})");
  part.position = part.message_seq = 99;
  const Part appended = store.append_part("s", "m", part);
  require_equal("position", appended.position, 2);
  require_equal("message_seq", appended.message_seq, 2);
  const auto parts = parts_of(store, "m");
  require_equal("parts", parts.size(), 3);
  require_equal("the last one", parts[2].id, "a");
  require_equal("data", parts[2].data, part.data);
  require_equal("the message after it", parts_of(store, "after").size(), 1);
}

void an_update_replaces_a_part(SessionStore& store) {
  make_message_with(store, 3);
  Part changed = make_part("m-1", R"({"type":"tool"})");
  changed.type = "tool";
  changed.created = 1;
  changed.updated = 2;
  changed.position = 0;
  store.update_part("s", "m", changed);
  const auto parts = parts_of(store, "m");
  require_equal("parts", parts.size(), 3);
  require_equal("id at its place", parts[1].id, "m-1");
  require_equal("data", parts[1].data, changed.data);
  require_equal("type", parts[1].type, "tool");
  require_equal("created", parts[1].created, 1);
  require_equal("updated", parts[1].updated, 2);
  require_equal("the one before", text_of(parts[0]), "part 0");
  require_equal("the one after", text_of(parts[2]), "part 2");
}

}  // namespace

void add_part_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("parts", checks);
  group.with_store("are appended behind the last", an_append_goes_last);
  group.with_store("are replaced in place by an update", an_update_replaces_a_part);
  group.with_store("are appended to a message that has none", [](SessionStore& store) {
    make_message_with(store, 0);
    require_equal("first position", store.append_part("s", "m", make_part("a")).position, 0);
    require_equal("second position", store.append_part("s", "m", make_part("b")).position, 1);
    require_equal("parts", parts_of(store, "m").size(), 2);
  });
  group.with_store("of an id that is known are refused", [](SessionStore& store) {
    make_message_with(store, 2);
    require_error("append_part", ErrorCode::already_exists,
                  [&] { store.append_part("s", "m", make_part("m-0", "1")); });
    require_equal("parts", parts_of(store, "m").size(), 2);
    require_equal("text", text_of(parts_of(store, "m")[0]), "part 0");
  });
  group.with_store("stay in order with 1,200 of them in a message", [](SessionStore& store) {
    store.create_session(make_session("s"));
    store.append_message("s", make_turn("m", 1'200));
    const auto parts = parts_of(store, "m");
    require_equal("parts", parts.size(), 1'200);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      require_equal("id", parts[i].id, fmt::format("m-{}", i));
      require_equal("text", text_of(parts[i]), fmt::format("part {}", i));
    }
  });
  group.with_store("of 24 MB come back with a message of 8 of them", [](SessionStore& store) {
    // Together more than any one statement or packet may hold.
    store.create_session(make_session("s"));
    Turn turn = make_turn("m", 0);
    for (int i = 0; i < 8; ++i) {
      turn.parts.push_back(text_part(fmt::format("p{}", i), std::string(3U << 20U, 'x')));
    }
    store.append_message("s", turn);
    const auto parts = parts_of(store, "m");
    require_equal("parts", parts.size(), 8);
    for (const Part& part : parts)
      require_equal("hash", sha256(part.data.text()), part.data.hash());
  });
}

}  // namespace sessionstore::conformance
