// Un-archiving a session whose "time" is no object replaced it by an empty one.
#include <catch2/catch.hpp>

#include "support/rows.h"
#include "support/sqlite_store.h"

namespace sessionstore::tests {

TEST_CASE("un-archiving never destroys a time of a wrong type") {
  const auto store = open_sqlite(":memory:");
  const std::string text = GENERATE(R"({"time":1700})", R"({"time":"noon","a":1.0})", "null");
  Session session = make_session("s");
  session.data = json::Document::parse(text);
  store->create_session(session);
  store->archive_session("s", std::nullopt);
  CHECK(store->find_session("s")->data.text() == text);
}

}  // namespace sessionstore::tests
