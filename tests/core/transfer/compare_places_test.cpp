#include <sessionstore/transfer.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <memory>

#include "support/error_of.h"
#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

using Catch::Matchers::Contains;

struct ComparedStores {
  TemporaryDirectory directory;
  std::string to_file = (directory.path() / "to.db").string();
  std::unique_ptr<SessionStore> from = open_sqlite(directory.path() / "from.db");
  std::unique_ptr<SessionStore> to = open_sqlite(to_file);

  ComparedStores() {
    for (const char* const id : {"s0", "s1", "s2"}) put_sample(*from, id);
    transfer(*from, *to, {});
  }
  [[nodiscard]] Difference only_difference() const {
    const Comparison found = compare_places(*from, *to);
    REQUIRE(found.differences.size() == 1);
    CHECK(found.sessions == 3);
    return found.differences.front();
  }
};

}  // namespace

TEST_CASE("equal places have no difference") {
  const ComparedStores stores;
  TransferProgress last;
  Supervision supervision;
  supervision.on_progress = [&](const TransferProgress& now) { last = now; };
  const Comparison found = compare_places(*stores.from, *stores.to, supervision);
  CHECK(found.differences.empty());
  CHECK(found.only_in_to.empty());
  CHECK(found.sessions == 3);
  CHECK(found.messages == 6);
  CHECK(found.parts == 15);
  CHECK(last.sessions_done == 3);
  CHECK(last.rows_done == 27);
}

TEST_CASE("what only the second place has is listed, and is no difference") {
  const ComparedStores stores;
  stores.from->delete_session("s1");
  const Comparison found = compare_places(*stores.from, *stores.to);
  CHECK(found.differences.empty());
  CHECK(found.only_in_to == std::vector<std::string>{"s1"});
}

TEST_CASE("each kind of difference is found and named") {
  const ComparedStores stores;
  SECTION("a session that is not there") {
    stores.to->delete_session("s1");
    CHECK(stores.only_difference().kind == "missing");
  }
  SECTION("a row that is not there") {
    stores.from->append_message("s1", make_turn("new", 0));
    CHECK_THAT(stores.only_difference().detail, Contains("1 missing, such as message new"));
  }
  SECTION("a row too many") {
    stores.to->append_part("s1", "msg_2_s1", make_part("extra"));
    CHECK_THAT(stores.only_difference().detail, Contains("1 only there, such as message msg_2_s1, "
                                                         "part extra"));
  }
  SECTION("another content") {
    stores.to->update_part("s1", "msg_1_s1", text_part("msg_1_s1-0", "another"));
    CHECK_THAT(stores.only_difference().detail, Contains("1 different, such as"));
  }
  SECTION("another order") {
    run_sql(stores.to_file,
            "UPDATE ss_part SET position = position + 10 WHERE session_id = 's1' AND "
            "message_seq = 1 AND position = 0");
    CHECK_THAT(stores.only_difference().detail, Contains("another order"));
  }
  SECTION("another parent") {
    run_sql(stores.to_file, "UPDATE ss_session SET parent_id = 's0' WHERE id = 's1'");
    CHECK_THAT(stores.only_difference().detail, Contains("another session"));
  }
  SECTION("damage") {
    run_sql(stores.to_file,
            "UPDATE ss_part SET data = '{}' WHERE session_id = 's1' AND message_seq = 1 AND "
            "position = 0");
    const Difference difference = stores.only_difference();
    CHECK(difference.kind == "damaged");
    CHECK_THAT(difference.detail, Contains(stores.to_file) && Contains("part msg_1_s1-0"));
  }
  CHECK(compare_places(*stores.from, *stores.to).differences.front().session == "s1");
}

TEST_CASE("a comparison that is stopped says so") {
  const ComparedStores stores;
  const std::atomic<bool> stop{true};
  Supervision supervision;
  supervision.stop = &stop;
  CHECK(error_of([&] { compare_places(*stores.from, *stores.to, supervision); }).code() ==
        ErrorCode::interrupted);
  CHECK(error_of([&] { verify_store(*stores.to, supervision); }).code() == ErrorCode::interrupted);
}

}  // namespace sessionstore::tests
