#include <sessionstore/interop/opencode_go.h>
#include <sessionstore/project.h>
#include <sessionstore/transfer.h>

#include <catch2/catch.hpp>

#include "interop/opencode_db/databases.h"
#include "opencode_go/go_database.h"
#include "support/temporary_directory.h"

using namespace sessionstore;
using namespace sessionstore::tests;

namespace {

/// A directory that the original was run in.
class Original {
 public:
  Original() {
    std::filesystem::create_directories(database().parent_path());
    run_sql(database(), original_sql());
  }
  [[nodiscard]] std::filesystem::path directory() const { return place_.path() / "my-app"; }
  [[nodiscard]] std::filesystem::path database() const {
    return directory() / ".opencode" / "opencode.db";
  }
  [[nodiscard]] std::unique_ptr<SessionSource> open() const {
    return interop::open_opencode_go(database(), {});
  }

 private:
  TemporaryDirectory place_;
};

}  // namespace

TEST_CASE("the original's sessions are those of the directory that holds .opencode",
          "[opencode-go]") {
  const Original original;
  const auto source = original.open();
  const Inventory inventory = source->inventory();
  REQUIRE(inventory.sessions.size() == 2);
  CHECK(inventory.sessions[0].id == "b0a7");
  REQUIRE(inventory.projects.size() == 1);
  CHECK(inventory.projects[0].id == "my-app");
  CHECK(inventory.skipped.empty());
  CHECK(inventory.notes.empty());

  const WholeSession whole(*source, "b0a7");
  CHECK(whole.session.project_id == "my-app");
  CHECK(whole.session.directory == original.directory());
  CHECK(whole.session.title == "Título 🚀");
  CHECK(whole.session.created == 1750000000000);
  CHECK(whole.session.updated == 1750000100000);
  CHECK(whole.session.data.text() ==
        R"({"title":"Título 🚀","message_count":3,"prompt_tokens":1200,"completion_tokens":34,)"
        R"("cost":0.0125,"updated_at":1750000100,"created_at":1750000000,)"
        R"("summary_message_id":"m3"})");
  CHECK(WholeSession(*source, "toolu_1").session.parent_id == "b0a7");
}

TEST_CASE("messages of one second keep the order of the conversation, parts their bytes",
          "[opencode-go]") {
  const Original original;
  const WholeSession whole(*original.open(), "b0a7");
  REQUIRE(whole.turns.size() == 3);
  CHECK(whole.turns[0].message.id == "m9");
  CHECK(whole.turns[0].message.role == "user");
  CHECK(whole.turns[0].message.seq == 1);
  const Message& answer = whole.turns[1].message;
  CHECK(answer.id == "m1");
  CHECK(answer.created == 1750000000000);
  CHECK(answer.updated == 1750000002000);
  CHECK(answer.data.text() ==
        R"({"role":"assistant","model":"claude-3.7-sonnet","created_at":1750000000,)"
        R"("updated_at":1750000002,"finished_at":1750000002})");

  REQUIRE(whole.turns[0].parts.size() == 2);
  CHECK(whole.turns[0].parts[0].id == "m9:0");
  CHECK(whole.turns[0].parts[0].type == "text");
  CHECK(whole.turns[0].parts[0].data.text() ==
        R"({"type":"text","data":{"text":"Write it: \u4f60"}})");
  REQUIRE(whole.turns[1].parts.size() == 3);
  CHECK(whole.turns[1].parts[1].type == "tool_call");
  CHECK(whole.turns[1].parts[1].position == 1);
  CHECK(whole.turns[1].parts[1].created == 1750000000000);
  CHECK(whole.turns[2].parts[0].type == "tool_result");
}

TEST_CASE("every version of a file is a record", "[opencode-go]") {
  const Original original;
  const WholeSession whole(*original.open(), "b0a7");
  REQUIRE(whole.records.size() == 2);
  CHECK(whole.records[0].kind == "file");
  CHECK(whole.records[0].key == "/src/a.txt@initial");
  CHECK(whole.records[1].key == "/src/a.txt@v1");
  CHECK(whole.records[1].data.text() ==
        R"({"id":"f2","path":"/src/a.txt","content":"two","version":"v1",)"
        R"("created_at":1750000002,"updated_at":1750000002})");
}

TEST_CASE("a store takes the original's sessions, and finds them unchanged again",
          "[opencode-go]") {
  const Original original;
  const auto source = original.open();
  const auto store = open_sqlite(":memory:");
  const TransferReport first = transfer(*source, *store, {});
  CHECK(first.written == 2);
  CHECK(first.verified == 2);
  CHECK(first.messages == 3);
  CHECK(first.parts == 6);
  CHECK(first.records == 2);
  CHECK(first.skipped.empty());
  const TransferReport second = transfer(*original.open(), *store, {});
  CHECK(second.written == 0);
  CHECK(second.unchanged == 2);
}

TEST_CASE("the database may be named by its file, its directory, or the one that holds it",
          "[opencode-go]") {
  const Original original;
  const std::string location = "opencode-go:" + original.database().string();
  for (const auto& path : {original.database(), original.database().parent_path(),
                           original.directory(), original.directory() / ""}) {
    INFO(path);
    const auto source = interop::open_opencode_go(path, {});
    CHECK(source->location() == location);
    CHECK(source->inventory().sessions.size() == 2);
  }
}

TEST_CASE("reading changes no byte of the database", "[opencode-go]") {
  const Original original;
  const std::string before = read_file(original.database());
  const WholeSession whole(*original.open(), "b0a7");
  CHECK(read_file(original.database()) == before);
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry :
       std::filesystem::directory_iterator(original.database().parent_path())) {
    ++files;
  }
  CHECK(files == 1);
}
