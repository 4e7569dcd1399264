// A store whose schema is older than the program.
#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

namespace {

constexpr const char* kToSchema2 =
    "DROP TABLE ss_compatibility; ALTER TABLE ss_session DROP COLUMN updated_checksum;"
    "ALTER TABLE ss_project DROP COLUMN checksum; ALTER TABLE ss_project_alias DROP COLUMN "
    "checksum;"
    "ALTER TABLE ss_project_record DROP COLUMN checksum; ALTER TABLE ss_session DROP COLUMN "
    "checksum;"
    "ALTER TABLE ss_message DROP COLUMN checksum; ALTER TABLE ss_part DROP COLUMN checksum;"
    "ALTER TABLE ss_part_delta DROP COLUMN checksum; ALTER TABLE ss_record DROP COLUMN checksum";

/// A store of schema version 1.
struct OldStore {
  Home home;

  OldStore() {
    home.put_store();
    home.execute(kToSchema2);
    home.execute(
        "DELETE FROM ss_migration WHERE version > 1; DROP TABLE ss_store; DROP TABLE ss_tombstone");
    // Known again only after it was computed: that must not be kept either.
    home.execute("UPDATE ss_session SET fingerprint = NULL");
  }
  [[nodiscard]] std::size_t pending() const {
    return home.run_json({"migrate", "status"})["pending"].size();
  }
};

}  // namespace

TEST_CASE("what only reads leaves an older schema as it is") {
  const OldStore old;
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"list", "--all-projects"},
        {"show", "ses_e0417e36effe17bQg4JmeeBhxp"},
        {"status"},
        {"projects"},
        {"verify"},
        {"list", "--ids", "--all-projects"},
        {"export", "--all-projects", "--to", "bundle:b"},
        {"verify", "--from", "store", "--to", "store"},
        {"copy", "--from", "store", "--to", "sqlite:copy.db"}}) {
    const auto result = old.home.run(arguments);
    INFO(arguments.front() << ": " << result.err);
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.err, !Contains("schema of"));
  }
  CHECK(old.pending() == 2);
}

TEST_CASE("what writes brings an older schema up to date, and says so once") {
  const OldStore old;
  const auto renamed = old.home.run({"rename", "ses_e0417e36effe17bQg4JmeeBhxp", "new"});
  CHECK(renamed.exit_code == 0);
  CHECK_THAT(renamed.err, Contains("The schema of sqlite:") && Contains("to version 3"));
  CHECK(old.pending() == 0);
  CHECK_THAT(old.home.run({"rename", "ses_e0417e36effe17bQg4JmeeBhxp", "newer"}).err,
             !Contains("schema"));
}

TEST_CASE("where only `migrate up` may change a schema, what writes says so") {
  const OldStore old;
  write_file(old.home.path() / ".opencode.json", R"({"sessionProvider": {"migrate": "manual"}})");
  const auto renamed = old.home.run({"rename", "ses_e0417e36effe17bQg4JmeeBhxp", "new"});
  CHECK(renamed.exit_code == 6);
  CHECK_THAT(renamed.err, Contains("2 pending migrations") && Contains("migrate up"));
  CHECK(old.home.run({"list", "--all-projects"}).exit_code == 0);
  CHECK(old.pending() == 2);
  CHECK(old.home.run({"migrate", "up"}).exit_code == 0);
  CHECK(old.home.run({"rename", "ses_e0417e36effe17bQg4JmeeBhxp", "new"}).exit_code == 0);
}
