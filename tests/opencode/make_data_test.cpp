#include "opencode/make_data.h"

#include <catch2/catch.hpp>
#include <set>

#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

using namespace sessionstore::tests;

namespace {

std::set<std::string> values(const RealOpenCode& opencode, const std::string& sql) {
  const std::vector<std::string> rows = query_sql(opencode.database(), sql);
  return {rows.begin(), rows.end()};
}

}  // namespace

TEST_CASE("a made history has every kind of row that a user's has", "[opencode]") {
  const TemporaryDirectory place;
  const RealOpenCode opencode("1.18.34", place.path());
  const MadeData made = make_data(opencode);

  CHECK(query_sql(opencode.database(), "SELECT count(*) FROM session").front() == "5");
  CHECK(values(opencode, "SELECT id FROM session WHERE parent_id = '" + made.tools + "'").size() ==
        1);
  CHECK(values(opencode, "SELECT title FROM session WHERE id = '" + made.thinking + "'") ==
        std::set<std::string>{"Título 🚀 你好"});
  CHECK(values(opencode, "SELECT data ->> 'type' FROM part") ==
        std::set<std::string>{"file", "patch", "reasoning", "step-finish", "step-start", "text",
                              "tool"});
  CHECK(values(opencode,
               "SELECT data ->> 'tool' || ' ' || (data -> 'state' ->> 'status') FROM part "
               "WHERE data ->> 'type' = 'tool'") ==
        std::set<std::string>{"bash completed", "read completed", "read error", "task completed",
                              "todowrite completed", "write completed"});
  CHECK(query_sql(opencode.database(), "SELECT count(*) FROM todo").front() == "2");
  // The checkout with a remote, the one without, and what is in none.
  CHECK(values(opencode, "SELECT DISTINCT project_id FROM session").size() == 3);
  CHECK(values(opencode, "SELECT project_id FROM session WHERE id = '" + made.plain + "'") ==
        std::set<std::string>{"global"});
}
