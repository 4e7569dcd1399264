#include <sessionstore/error.h>
#include <sessionstore/sqlite/journal_file.h>
#include <sessionstore/sync_journal.h>

#include <catch2/catch.hpp>

#include "support/error_of.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"
#include "sync/synced_rows.h"

namespace sessionstore::tests {
namespace {

const SyncPair kPair{"here", "there"};

SyncedSession synced(const std::string& id) {
  SyncedSession made;
  made.project_id = "project";
  for (SyncedCopy* const copy : {&made.local, &made.remote}) {
    copy->stamp = "stamp";
    copy->fingerprint = sha256(id);
    copy->session.id = id;
    copy->session.title = "títle";
    copy->session.archived = -7;
    copy->session.updated = 1'795'000'000'000;
    copy->session.data = json::Document::parse(R"({"a":1})");
    copy->rows = {{"m1", sha256("1")}, {std::string("p1\0x", 4), sha256("2")}, {"r", sha256("3")}};
  }
  made.remote.rows.emplace("r2", sha256("4"));
  return made;
}

TEST_CASE("the journal gives back what was put into it") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "sync.db";
  {
    SyncJournal journal(sqlite::open_journal_file(file));
    journal.put(kPair, std::vector{synced("a"), synced("b")});
    journal.put(kPair, std::vector{synced("b")});
  }
  SyncJournal journal(sqlite::open_journal_file(file));
  const auto heads = journal.heads(kPair);
  REQUIRE(heads.size() == 2);
  CHECK(heads.at("a").messages == 1);
  CHECK(heads.at("a").parts == 1);
  CHECK(heads.at("a").records == 1);
  const SyncedSession found = journal.find(kPair, "a").value();
  const SyncedSession expected = synced("a");
  CHECK(found.project_id == expected.project_id);
  CHECK(found.local.rows == expected.local.rows);
  CHECK(found.remote.rows == expected.remote.rows);
  CHECK(found.remote.session.title == expected.remote.session.title);
  CHECK(found.remote.session.archived == expected.remote.session.archived);
  CHECK(found.remote.session.data == expected.remote.session.data);
  CHECK(found.remote.fingerprint == expected.remote.fingerprint);
  CHECK(journal.heads({"here", "elsewhere"}).empty());
  journal.forget(kPair, std::vector<std::string>{"a"});
  CHECK(!journal.find(kPair, "a"));
}

TEST_CASE("a conflict is kept once until it is settled") {
  SyncJournal journal(sqlite::open_journal_file(":memory:"));
  SyncConflict conflict;
  conflict.session = "s";
  conflict.fork = "f";
  const auto number = journal.add_conflict(kPair, conflict);
  CHECK(journal.add_conflict(kPair, conflict) == number);
  CHECK(journal.conflicts(kPair, false).size() == 1);
  journal.resolve(number, "both", 5);
  CHECK(journal.conflicts(kPair, false).empty());
  CHECK(journal.conflicts(kPair, true).front().resolution == "both");
  CHECK(journal.add_conflict(kPair, conflict) != number);
}

TEST_CASE("damage in the journal is told, at every byte that can be missing") {
  const std::string whole = sync_detail::encode_synced(synced("a"));
  SyncedSession into;
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const Error error =
        error_of([&] { sync_detail::decode_synced(whole.substr(0, length), into); });
    CHECK(error.code() == ErrorCode::corrupt);
  }
}

TEST_CASE("the journal's file is its owner's alone") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "new" / "sync.db";
  SyncJournal journal(sqlite::open_journal_file(file));
  CHECK(std::filesystem::status(file).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

}  // namespace
}  // namespace sessionstore::tests
