#include <fmt/format.h>

#include "store/group.h"
#include "store/in_bulk.h"

namespace sessionstore::conformance {
namespace {

void fill_session(SessionStore& store, int messages) {
  store.create_session(make_session("s"));
  for (int i = 1; i <= messages; ++i) {
    const Message appended = store.append_message("s", make_turn(fmt::format("m{}", i), i % 4));
    require_equal("seq of what was appended", appended.seq, i);
  }
}

void are_read_in_order(SessionStore& store) {
  fill_session(store, 23);
  std::int64_t seq = 0;
  while (true) {
    const auto page = store.read_messages("s", seq, 5);
    require_equal("messages on the page", page.size(), std::min<std::int64_t>(5, 23 - seq));
    for (const Turn& turn : page) {
      require_equal("seq", turn.message.seq, ++seq);
      require_equal("id", turn.message.id, fmt::format("m{}", seq));
      require_equal("parts", turn.parts.size(), seq % 4);
      std::int64_t position = 0;
      for (const Part& part : turn.parts) {
        require_equal("message_seq of a part", part.message_seq, seq);
        require_equal("position", part.position, position);
        require_equal("part", part.id, fmt::format("m{}-{}", seq, position++));
      }
    }
    if (page.size() < 5) break;
  }
  require_equal("messages read", seq, 23);
  require_equal("message_count", store.find_session("s")->message_count, 23);
  require("nothing behind the last", store.read_messages("s", 23, 10).empty());
}

// Ids and times that would sort in another way than they came.
void order_is_as_appended(SessionStore& store) {
  store.create_session(make_session("s"));
  for (const int number : {3, 1, 2, 10, 0}) {
    Turn turn = make_turn(std::to_string(number), 0);
    turn.message.created = 1'000 - number;
    for (const char* const part : {"c", "a", "b", "A"}) turn.parts.push_back(text_part(part, ""));
    store.append_message("s", turn);
  }
  Texts ids;
  for (const Turn& turn : store.read_messages("s", 0, 10)) {
    ids.push_back(turn.message.id);
    Texts parts;
    for (const Part& part : turn.parts) parts.push_back(part.id);
    require_equal("parts", parts, Texts{"c", "a", "b", "A"});
  }
  require_equal("messages", ids, Texts{"3", "1", "2", "10", "0"});
}

void every_column_comes_back(SessionStore& store) {
  store.create_session(make_session("s"));
  Turn turn{make_message("m", R"({"a":1})"), {make_part("p", R"({"b":2})")}};
  turn.message.role = "assistant";
  turn.message.created = 5;
  turn.message.updated = 6;
  turn.message.input_tokens = 7;
  turn.message.output_tokens = 8;
  turn.message.cost = 0.009;
  turn.parts[0].type = "tool";
  turn.parts[0].created = 10;
  turn.parts[0].updated = 11;
  store.append_message("s", turn);
  const Turn read = require_some("the message", store.find_message("s", "m"));
  require_equal("role", read.message.role, "assistant");
  require_equal("created", read.message.created, 5);
  require_equal("updated", read.message.updated, 6);
  require_equal("input_tokens", read.message.input_tokens, 7);
  require_equal("output_tokens", read.message.output_tokens, 8);
  require_equal("cost", read.message.cost, 0.009);
  require_equal("type", read.parts.at(0).type, "tool");
  require_equal("created of the part", read.parts[0].created, 10);
  require_equal("updated of the part", read.parts[0].updated, 11);
}

void an_update_replaces(SessionStore& store) {
  fill_session(store, 3);
  Message changed = make_message("m2", R"({"changed":true})");
  changed.role = "system";
  changed.created = 1;
  changed.updated = 2;
  changed.seq = 99;
  store.update_message("s", changed);
  const auto all = store.read_messages("s", 0, 10);
  require_equal("messages", all.size(), 3);
  require_equal("id at its place", all[1].message.id, "m2");
  require_equal("seq", all[1].message.seq, 2);
  require_equal("data", all[1].message.data, changed.data);
  require_equal("role", all[1].message.role, "system");
  require_equal("created", all[1].message.created, 1);
  require_equal("updated", all[1].message.updated, 2);
  require_equal("parts stay", all[1].parts.size(), 2);
  require_equal("its neighbour stays", all[2].message.data, make_message("").data);
}

}  // namespace

void add_message_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("messages", checks);
  group.with_store("are numbered without a gap, and read with their parts", are_read_in_order);
  group.with_store("are in the order they were appended in, and so are parts",
                   order_is_as_appended);
  group.with_store("come back with every column", every_column_comes_back);
  group.with_store("are replaced in place by an update", an_update_replaces);
  group.with_store("get seq, positions and revision from the store", [](SessionStore& store) {
    store.create_session(make_session("s"));
    Turn turn = make_turn("m", 2);
    turn.message.seq = turn.message.revision = 77;
    for (Part& part : turn.parts) part.message_seq = part.position = part.revision = 66;
    const Message appended = store.append_message("s", turn);
    require_equal("seq", appended.seq, 1);
    require_equal("revision", appended.revision, 2);
    const Turn read = require_some("it", store.find_message("s", "m"));
    require_equal("position", read.parts.at(1).position, 1);
    require_equal("message_seq", read.parts.at(1).message_seq, 1);
    require_equal("revision of a part", read.parts.at(1).revision, 2);
  });
  group.with_store("are read 1 to 10,000 at a time", [](SessionStore& store) {
    store.create_session(make_session("s"));
    for (const std::int64_t limit : {0, -1, 10'001}) {
      require_error("limit " + std::to_string(limit), ErrorCode::invalid_argument,
                    [&] { store.read_messages("s", 0, limit); });
    }
    require("10,000 is allowed", store.read_messages("s", 0, 10'000).empty());
  });
  group.with_store("stay in order with 1,500 of them", [](SessionStore& store) {
    store.create_session(make_session("s"));
    in_bulk(store, [](BulkWriter& writer) {
      writer.begin_session(make_session("many"), std::nullopt);
      for (int i = 1; i <= 1'500; ++i) {
        writer.put_message(make_message(fmt::format("m{}", i)));
        writer.put_part(make_part("p"));
      }
      writer.end_session(Digest{});
    });
    std::int64_t seq = 0;
    for (const Turn& turn : archive_session(store, "many").turns) {
      require_equal("seq", turn.message.seq, ++seq);
      require_equal("id", turn.message.id, fmt::format("m{}", seq));
      require_equal("parts", turn.parts.size(), 1);
    }
    require_equal("messages", seq, 1'500);
    require_equal("last", store.read_messages("many", 1'499, 10).at(0).message.id, "m1500");
  });
}

}  // namespace sessionstore::conformance
