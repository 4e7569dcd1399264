#include "flat_files/message_rows.h"

#include <catch2/catch.hpp>

#include "interop/storage_tree.h"

namespace sessionstore::interop {

TEST_CASE("messages beyond the budget are read again when their turn comes") {
  const tests::StorageTree tree;
  PlannedSession session;
  session.id = "ses_a";
  session.has_messages = true;
  for (int i = 0; i < 20; ++i) {
    tree.write(
        "message/ses_a/msg_" + std::to_string(100 + i) + ".json",
        R"({"sessionID":"ses_a","role":"user","time":{"created":)" + std::to_string(50 - i) + "}}");
  }
  Storage storage;
  REQUIRE(storage.root.open(tree.root().c_str()) == 0);
  const SharedMessages shared;
  PartReader parts(storage, shared);
  const std::size_t budget = GENERATE(as<std::size_t>{}, 0U, 200U, 1U << 20U);
  MessageRows rows(storage, parts, session, Reports(), budget);
  REQUIRE(rows.size() == 20);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Message message = rows.take(i);
    CHECK(message.id == "msg_" + std::to_string(119 - i));
    CHECK(message.seq == static_cast<std::int64_t>(i) + 1);
    CHECK(message.data.text() ==
          R"({"role":"user","time":{"created":)" + std::to_string(31 + i) + "}}");
  }
}

TEST_CASE("a message that vanishes before its turn leaves a placeholder") {
  const tests::StorageTree tree;
  tree.write("message/ses_a/msg_1.json", R"({"time":{"created":1}})");
  PlannedSession session;
  session.id = "ses_a";
  session.has_messages = true;
  Storage storage;
  REQUIRE(storage.root.open(tree.root().c_str()) == 0);
  const SharedMessages shared;
  PartReader parts(storage, shared);
  tests::ReadSession visitor;
  MessageRows rows(storage, parts, session, Reports(visitor), 0);
  std::filesystem::remove(tree / "message/ses_a/msg_1.json");
  CHECK(rows.take(0).data.text() == R"({"sessionstore":{"recovered":"message file unreadable"}})");
  REQUIRE(visitor.skipped.size() == 1);
  CHECK(visitor.skipped[0].source == "message/ses_a/msg_1.json");
  CHECK(visitor.skipped[0].reason == "vanished while reading");
}

}  // namespace sessionstore::interop
