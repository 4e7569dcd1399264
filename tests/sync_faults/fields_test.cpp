// What OpenCode sets in the row of a session that both machines have.
#include <catch2/catch.hpp>

#include "support/sqlite_store.h"
#include "sync_faults/person.h"

namespace sessionstore::tests {
namespace {

struct Two {
  TemporaryDirectory place;
  std::string store = "sqlite:" + (place.path() / "store.db").string();
  Person alice{store};
  Person bob{store};

  Two() {
    alice.make_sessions("a", 3, 2);
    alice.sync_well();
    bob.sync_well();
  }
  [[nodiscard]] static std::string column(const Person& person, const std::string& name) {
    return query_sql(person.database(),
                     "SELECT quote(" + name + ") FROM session WHERE id = 'ses_a1'")
        .front();
  }
};

}  // namespace

TEST_CASE("a column that one side fills goes over, and empty again too") {
  const Two two;
  const auto [column, value] = GENERATE(table<std::string, std::string>({
      {"agent", "'build'"},
      {"model", R"('{"id":"m","providerID":"p"}')"},
      {"revert", R"('{"messageID":"msg_a001_001"}')"},
      {"metadata", R"('{"a":1}')"},
      {"summary_additions", "3"},
      {"time_archived", "5000"},
  }));
  INFO(column);
  two.bob.execute("UPDATE session SET time_updated = 6000, " + column + " = " + value +
                  " WHERE id = 'ses_a1'");
  const std::string filled = Two::column(two.bob, column);
  CHECK(filled != "NULL");
  two.bob.sync_well();
  // Her own change of another field goes over at once.
  two.alice.execute("UPDATE session SET time_updated = 5500, title = 'T' WHERE id = 'ses_a1'");
  two.alice.sync_well();
  CHECK(Two::column(two.alice, column) == filled);
  two.bob.sync_well();
  CHECK(Two::column(two.bob, "title") == "'T'");
  two.alice.execute("UPDATE session SET time_updated = 7000, " + column +
                    " = NULL WHERE id = 'ses_a1'");
  two.alice.sync_well();
  two.bob.sync_well();
  CHECK(Two::column(two.bob, column) == "NULL");
  require_alike({&two.alice, &two.bob});
}

TEST_CASE("both sides fill different columns, and each gets the other's") {
  const Two two;
  two.bob.execute(
      "UPDATE session SET time_updated = 6000, agent = 'build', metadata = '{\"a\":1}' WHERE id = "
      "'ses_a1'");
  two.alice.execute(
      "UPDATE session SET time_updated = 6001, model = '{\"id\":\"m\",\"providerID\":\"p\"}', "
      "revert = '{\"messageID\":\"msg_a001_001\"}' WHERE id = 'ses_a1'");
  for (const Person* const person : {&two.bob, &two.alice, &two.bob}) person->sync_well();
  for (const char* const column : {"agent", "metadata", "model", "revert"}) {
    CHECK(Two::column(two.alice, column) != "NULL");
    CHECK(Two::column(two.alice, column) == Two::column(two.bob, column));
  }
  require_alike({&two.alice, &two.bob});
}

}  // namespace sessionstore::tests
