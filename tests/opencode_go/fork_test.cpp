#include <sessionstore/interop/opencode_go.h>
#include <sessionstore/mysql/attach.h>
#include <sessionstore/transfer.h>

#include <catch2/catch.hpp>

#include "interop/opencode_db/databases.h"
#include "opencode_go/go_database.h"
#include "providers/mysql/test_database.h"
#include "support/error_of.h"
#include "support/temporary_directory.h"

using namespace sessionstore;
using namespace sessionstore::tests;

namespace {

std::unique_ptr<SessionSource> open_on_server(const Settings& settings) {
  OpenOptions options;
  options.settings = settings;
  mysql::AttachedDatabase attached = mysql::attach_read_only(options);
  return interop::open_opencode_go_database(std::move(attached.reader),
                                            "opencode-go:" + attached.location, {}, {});
}

std::vector<std::string> record_names(const std::vector<Record>& records) {
  std::vector<std::string> out;
  for (const Record& record : records) out.push_back(record.kind + " " + record.key);
  return out;
}

/// What a fork's history is, wherever it is kept.
void check_fork(SessionSource& source) {
  const Inventory inventory = source.inventory();
  REQUIRE(inventory.sessions.size() == 3);
  REQUIRE(inventory.projects.size() == 2);
  CHECK(inventory.projects[0].id == "github.com/acme/app");
  CHECK(inventory.projects[0].name == "app");
  CHECK(record_names(inventory.projects[0].records) ==
        std::vector<std::string>{"bridge_sessions github.com/acme/app/slack/C2"});
  CHECK(inventory.projects[1].id == "recovered");
  CHECK(inventory.skipped.empty());
  REQUIRE(inventory.notes.size() == 1);
  CHECK(inventory.notes[0].source == "table bridge_heartbeats");

  const WholeSession team(source, "s1");
  CHECK(team.session.project_id == "github.com/acme/app");
  CHECK(team.session.agent_project_id == "github.com/acme/app");
  CHECK(team.session.data.text() ==
        R"({"title":"Team — 你好","message_count":3,"prompt_tokens":10,"completion_tokens":20,)"
        R"("cost":0.1,"updated_at":1750000100,"created_at":1750000000,)"
        R"("root_session_id":"s1","user_set_title":1})");
  REQUIRE(team.turns.size() == 3);
  CHECK(team.turns[0].message.id == "z");
  CHECK(team.turns[1].message.id == "x");
  CHECK(team.turns[1].message.data.text() ==
        R"({"role":"tool","created_at":1750000000,"updated_at":1750000000,"seq":2,"synthetic":1})");
  CHECK(team.turns[2].parts[0].data.text() == R"({"type":"text","data":{"text":"third 🚀"}})");
  CHECK(record_names(team.records) ==
        std::vector<std::string>{"bridge_sessions github.com/acme/app/slack/C1", "file /B@initial",
                                 "file /a@v1", "session_recaps r1"});
  CHECK(team.records[3].data.text() ==
        R"({"id":"r1","content":"What was done","message_count":3,"created_at":1750000004})");

  const WholeSession milliseconds(source, "s2");
  CHECK(milliseconds.session.created == 1750000000123);
  CHECK(milliseconds.session.updated == 1750000100456);
  CHECK(milliseconds.session.parent_id == "s1");
  CHECK(WholeSession(source, "s3").session.project_id == "recovered");
}

}  // namespace

TEST_CASE("a fork's projects, order and tables of its own are kept: SQLite", "[opencode-go]") {
  const TemporaryDirectory place;
  for (const std::string& statement : fork_statements()) {
    run_sql(place.path() / "opencode.db", statement);
  }
  check_fork(*interop::open_opencode_go(place.path(), {}));
}

TEST_CASE("a fork's projects, order and tables of its own are kept: servers", "[opencode-go]") {
  for (const TestServer& server : servers()) {
    const TestDatabase database(server);
    auto connection = connect(database.settings());
    make_fork(connection);
    check_fork(*open_on_server(database.settings()));
  }
}

TEST_CASE("a project that ours knows by another name goes by ours", "[opencode-go]") {
  const TemporaryDirectory place;
  for (const std::string& statement : fork_statements()) {
    run_sql(place.path() / "opencode.db", statement);
  }
  const auto source = interop::open_opencode_go(
      place.path(), [](const std::string& alias) -> std::optional<std::string> {
        return alias == "github.com/acme/app" ? std::optional("example.com/app") : std::nullopt;
      });
  const Inventory inventory = source->inventory();
  REQUIRE(inventory.projects.size() == 2);
  CHECK(inventory.projects[0].id == "example.com/app");
  CHECK(WholeSession(*source, "s1").session.project_id == "example.com/app");
}

TEST_CASE("a server's database is read beside a store of ours, with no more than SELECT",
          "[opencode-go]") {
  for (const TestServer& server : servers()) {
    const TestDatabase database(server);
    auto connection = connect(database.settings());
    make_fork(connection);
    const auto store = open_mysql(database.settings());
    const std::string tables =
        "SELECT count(*) FROM information_schema.tables WHERE table_schema = DATABASE()";
    const auto before = rows_of(connection, tables);

    const TestAccount reader(database, "SELECT");
    const auto source = open_on_server(reader.settings());
    CHECK(source->location().find(TestAccount::kPassword) == std::string::npos);
    const TransferReport report = transfer(*source, *store, {});
    CHECK(report.written == 3);
    CHECK(report.verified == 3);
    CHECK(compare_places(*source, *store, {}).differences.empty());
    CHECK(rows_of(connection, tables) == before);
  }
}

TEST_CASE("a server refuses to write where it is attached for reading", "[opencode-go]") {
  for (const TestServer& server : servers()) {
    const TestDatabase database(server);
    auto connection = connect(database.settings());
    make_fork(connection);
    OpenOptions options;
    options.settings = database.settings();
    const auto reader = mysql::attach_read_only(options).reader;
    const Error refused = error_of([&] {
      reader->read([](sessionstore::sql::Connection& attached) {
        attached.execute("DELETE FROM sessions");
      });
    });
    CHECK(refused.native_code() == 1792);
    // And goes on reading.
    reader->read([&](sessionstore::sql::Connection& attached) {
      CHECK(rows_of(attached, "SELECT count(*) FROM sessions") == std::vector<std::string>{"3"});
    });
  }
}
