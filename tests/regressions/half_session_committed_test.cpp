// A bulk writer that was told to commit in the middle of a session made half of it visible.
#include <sessionstore/fingerprint.h>

#include <catch2/catch.hpp>

#include "support/error_of.h"
#include "support/rows.h"
#include "support/sqlite_store.h"

namespace sessionstore::tests {

TEST_CASE("a session that has not ended is not committed") {
  const auto store = open_sqlite(":memory:");
  {
    const auto writer = store->bulk_writer();
    writer->begin_session(make_session("s"), std::nullopt);
    writer->put_message(make_message("m"));
    CHECK(error_of([&] { writer->commit(); }).code() == ErrorCode::invalid_argument);
  }
  CHECK_FALSE(store->find_session("s"));
}

}  // namespace sessionstore::tests
