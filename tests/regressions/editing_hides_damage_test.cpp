// Editing a row's data makes a new hash. Done to a damaged row it would hide the damage for good.
#include <sessionstore/transfer.h>

#include <catch2/catch.hpp>

#include "support/error_of.h"
#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {

TEST_CASE("a damaged row is not edited") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "store.db";
  const auto store = open_sqlite(file);
  put_sample(*store, "s");
  const auto refused = [&](const auto& call) {
    CHECK(error_of(call).code() == ErrorCode::corrupt);
    CHECK_FALSE(verify_store(*store).differences.empty());
  };
  SECTION("a session's") {
    run_sql(file, "UPDATE ss_session SET data = replace(data, 'about', 'xbout')");
    refused([&] { store->rename_session("s", "new"); });
    refused([&] { store->archive_session("s", 1); });
  }
  SECTION("a session's, so that it is no JSON any more") {
    run_sql(file, "UPDATE ss_session SET data = '{\"a'");
    refused([&] { store->rename_session("s", "new"); });
  }
  SECTION("a part's before its text grows") {
    run_sql(file, "UPDATE ss_part SET data = '{\"text\":\"x'");
    refused([&] { store->grow_part("s", "msg_1_s", "msg_1_s-0", "more"); });
  }
  SECTION("a part's while text is pending") {
    store->grow_part("s", "msg_1_s", "msg_1_s-0", "more");
    run_sql(file, "UPDATE ss_part SET data = replace(data, 'part', 'pXrt')");
    refused([&] { store->grow_part("s", "msg_1_s", "msg_1_s-0", std::string(100'000, 'x')); });
  }
  SECTION("the pending text itself") {
    store->grow_part("s", "msg_1_s", "msg_1_s-0", "more");
    run_sql(file, "UPDATE ss_part_delta SET added = 'less'");
    refused([&] { store->grow_part("s", "msg_1_s", "msg_1_s-0", std::string(100'000, 'x')); });
  }
}

}  // namespace sessionstore::tests
