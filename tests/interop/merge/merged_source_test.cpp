// One history out of several places that tell of the same sessions.
#include <sessionstore/json/view.h>

#include "interop/opencode_db/databases.h"
#include "interop/storage_tree.h"

namespace sessionstore::tests {
namespace {

using interop::open_opencode;

/// A data directory with two databases, the first one in the order of trust `opencode-beta.db`.
struct TwoChannels {
  OpencodeDatabases databases;
  std::filesystem::path directory = databases.directory() / "data";
  std::filesystem::path beta = directory / "opencode-beta.db";
  std::filesystem::path latest = directory / "opencode.db";

  TwoChannels() {
    std::filesystem::create_directory(directory);
    const auto file = databases.empty("1.18.34-fresh");
    put_sample_rows(file);
    std::filesystem::copy_file(file, beta);
    std::filesystem::copy_file(file, latest);
  }
  [[nodiscard]] std::unique_ptr<SessionSource> open() const { return open_opencode(directory, {}); }
};

void add_message(const std::filesystem::path& file, const std::string& id, int time) {
  run_sql(file, "INSERT INTO message VALUES ('" + id + "', 'ses_1', " + std::to_string(time) +
                    ", 1, '{\"role\":\"user\"}'); UPDATE session SET time_updated = " +
                    std::to_string(time));
}

}  // namespace

TEST_CASE("flat files and the database made of them are one history, each session once") {
  const StorageTree tree = StorageTree::real();
  const OpencodeDatabases databases;
  std::filesystem::copy_file(databases.real("1.2.27"), tree.root().parent_path() / "opencode.db");
  const auto merged = open_opencode(tree.root().parent_path(), {});
  const auto files = open_opencode(tree.root(), {});
  const auto database = open_opencode(databases.real("1.2.27"), {});
  const Inventory inventory = merged->inventory();
  CHECK(inventory.sessions.size() == 32);
  CHECK(inventory.notes.empty());
  CHECK(inventory.skipped.empty());
  CHECK(inventory.projects.size() == files->inventory().projects.size());
  std::size_t diffs = 0;
  for (const SessionEntry& entry : inventory.sessions) {
    const WholeSession one(*merged, entry.id);
    const WholeSession same(*database, entry.id);
    CHECK(one.session.data == same.session.data);
    CHECK(one.turns.size() == same.turns.size());
    for (const Record& record : one.records) {
      CHECK(record.kind != "other_copy");
      diffs += record.kind == "session_diff" ? 1 : 0;
    }
  }
  CHECK(diffs == 29);  // OpenCode never moves these into its database
}

TEST_CASE("sessions that OpenCode's own migration dropped come back from the files beside it") {
  const StorageTree tree = StorageTree::real();
  const OpencodeDatabases databases;
  const auto database = tree.root().parent_path() / "opencode.db";
  std::filesystem::copy_file(databases.real("1.2.27"), database);
  const auto lost = query_sql(database, "SELECT id FROM session ORDER BY id LIMIT 5");
  run_sql(database,
          "PRAGMA foreign_keys = ON; DELETE FROM session WHERE id IN "
          "(SELECT id FROM session ORDER BY id LIMIT 5)");
  const auto merged = open_opencode(tree.root().parent_path(), {});
  CHECK(merged->inventory().sessions.size() == 32);
  for (const std::string& id : lost) CHECK_FALSE(WholeSession(*merged, id).turns.empty());
}

TEST_CASE("of two copies the one that has all of the other is taken") {
  const TwoChannels channels;
  const bool beta_is_ahead = GENERATE(false, true);
  add_message(beta_is_ahead ? channels.beta : channels.latest, "msg_3", 30);
  // A clock that is wrong on the other side changes nothing.
  run_sql(beta_is_ahead ? channels.latest : channels.beta, "UPDATE session SET time_updated = 99");
  const auto source = channels.open();
  CHECK(source->inventory().sessions.size() == 1);
  const WholeSession read(*source, "ses_1");
  CHECK(read.turns.size() == 3);
  CHECK(read.session.updated == 30);
}

TEST_CASE("a row that another copy has otherwise is kept beside the taken one") {
  const TwoChannels channels;
  add_message(channels.latest, "msg_3", 30);
  run_sql(channels.beta,
          "UPDATE part SET data = '{\"type\":\"text\",\"text\":\"ONE\"}' "
          "WHERE id = 'prt_1'; "
          "UPDATE todo SET content = 'other'");
  const auto source = channels.open();
  const WholeSession read(*source, "ses_1");
  REQUIRE(read.records.size() == 3);
  CHECK(read.records[0].kind == "other_copy");
  CHECK(read.records[0].key == "opencode-beta.db/msg_2/prt_1");
  CHECK(json::View(read.records[0].data.text())["text"].string() == "ONE");
  CHECK(read.records[2].kind == "todo");
  CHECK(read.records[2].data.text().find("do it") != std::string::npos);
}

TEST_CASE("copies that were both continued are two sessions") {
  const TwoChannels channels;
  add_message(channels.beta, "msg_3", 30);
  add_message(channels.latest, "msg_4", 40);
  const auto source = channels.open();
  const Inventory inventory = source->inventory();
  REQUIRE(inventory.sessions.size() == 2);
  REQUIRE(inventory.notes.size() == 1);
  const std::string fork =
      inventory.sessions[0].id == "ses_1" ? inventory.sessions[1].id : inventory.sessions[0].id;
  const WholeSession own(*source, "ses_1");
  const WholeSession other(*source, fork);
  CHECK(own.turns.back().message.id == "msg_4");
  CHECK(other.turns.back().message.created == 30);
  CHECK(other.session.id == fork);
  // In OpenCode's tables an id belongs to one session.
  for (std::size_t turn = 0; turn < other.turns.size(); ++turn) {
    CHECK(other.turns[turn].message.id != own.turns[turn].message.id);
    CHECK(other.turns[turn].message.id.starts_with("msg_"));
  }
  CHECK(other.session.title == "A title (from opencode-beta.db)");
  CHECK(channels.open()->inventory().sessions[1].id == inventory.sessions[1].id);
}

}  // namespace sessionstore::tests
