// One of the things that a sync stands on is gone or replaced: nobody's history is deleted for it.
#include <catch2/catch.hpp>

#include "support/sqlite_store.h"
#include "sync_faults/person.h"
#include "sync_faults/places.h"

namespace sessionstore::tests {
namespace {

/// Two people who have synced.
struct Pair {
  explicit Pair(const std::string& store, const Settings& settings = {})
      : alice(store, settings), bob(store, settings) {
    alice.make_sessions("a", 5, 3);
    bob.make_sessions("b", 5, 3);
    for (const Person* const person : {&alice, &bob, &alice}) person->sync_well();
    REQUIRE(alice.sessions().size() == 10);
  }
  Person alice;
  Person bob;
};

struct FilePair {
  TemporaryDirectory place;
  std::filesystem::path file = place.path() / "store.db";
  Pair pair{"sqlite:" + file.string()};
};

}  // namespace

TEST_CASE("a journal that was deleted costs nothing but a look at all") {
  const FilePair files;
  const auto& [alice, bob] = files.pair;
  alice.append("ses_a1", "new", "by alice");
  bob.append("ses_b1", "other", "by bob");
  for (const char* const file : {"", "-wal", "-shm"}) {
    std::filesystem::remove(alice.journal().string() + file);
  }
  for (const Person* const person : {&alice, &bob, &alice}) person->sync_well();
  CHECK(alice.sessions().size() == 10);
  require_alike({&alice, &bob});
}

TEST_CASE("a journal that is damaged is named, and works again once it is moved away") {
  const FilePair files;
  const auto& [alice, bob] = files.pair;
  alice.append("ses_a1", "new", "by alice");
  const auto before = alice.history();
  const bool wholly = GENERATE(true, false);
  std::string content = read_file(alice.journal());
  // Its first page is left as it is where the damage is to be found late.
  content.replace(wholly ? 0 : 8192, std::string::npos, std::string(20'000, 'x'));
  write_file(alice.journal(), content);
  const SyncRun run = alice.sync();
  INFO(run.report.dump(1));
  REQUIRE(run.exit_code == 5);
  CHECK_THAT(run.report["error"]["message"].get<std::string>(), Catch::Contains("sync.db"));
  CHECK(alice.history() == before);
  std::filesystem::rename(alice.journal(), alice.home() / "damaged.db");
  for (const Person* const person : {&alice, &bob}) person->sync_well();
  require_alike({&alice, &bob});
}

TEST_CASE("a store that was made anew takes all again, and nothing is deleted for it") {
  const FilePair files;
  const auto& [alice, bob] = files.pair;
  const auto before = alice.history();
  for (const char* const file : {"", "-wal", "-shm"}) {
    std::filesystem::remove(files.file.string() + file);
  }
  for (const Person* const person : {&alice, &bob}) person->sync_well();
  CHECK(alice.history() == before);
  require_alike({&alice, &bob});
}

TEST_CASE("a server's database that was dropped and made anew takes all again") {
  const ServerDatabase database(*find_server("mariadb"));
  const Pair pair(location_of(database), password_of(database));
  const auto before = pair.alice.history();
  const std::string name = database.settings().at("database");
  database.run("DROP DATABASE " + name);
  database.run("CREATE DATABASE " + name);
  for (const Person* const person : {&pair.bob, &pair.alice}) person->sync_well();
  CHECK(pair.alice.history() == before);
  require_alike({&pair.alice, &pair.bob});
}

TEST_CASE("a new database of OpenCode's gets all, and deletes nothing for being new") {
  const FilePair files;
  const auto& [alice, bob] = files.pair;
  const auto before = bob.history();
  alice.start_anew();
  const bool used_already = GENERATE(true, false);
  if (used_already) alice.make_sessions("fresh", 1, 1);
  for (const Person* const person : {&alice, &bob}) person->sync_well();
  CHECK(alice.sessions().size() == (used_already ? 11 : 10));
  if (!used_already) CHECK(bob.history() == before);
  require_alike({&alice, &bob});
}

TEST_CASE(
    "an older copy of OpenCode's database put back is brought up to date, and deletes nothing") {
  const FilePair files;
  const auto& [alice, bob] = files.pair;
  const std::filesystem::path backup = alice.home() / "backup.db";
  alice.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  std::filesystem::copy_file(alice.database(), backup);
  alice.append("ses_a1", "zz", "since the backup");
  alice.execute("UPDATE session SET time_updated = 5000 WHERE id = 'ses_a1'");
  alice.make_sessions("later", 3, 2);
  alice.sync_well();
  const auto before = alice.history();
  for (const char* const file : {"-wal", "-shm"}) {
    std::filesystem::remove(alice.database().string() + file);
  }
  std::filesystem::rename(backup, alice.database());
  REQUIRE(alice.sessions().size() == 10);
  for (const Person* const person : {&alice, &bob}) person->sync_well();
  CHECK(alice.history() == before);
  require_alike({&alice, &bob});
}

TEST_CASE("an older copy of the store put back gets again what its people have") {
  const FilePair files;
  const auto& [alice, bob] = files.pair;
  const std::filesystem::path backup = files.place.path() / "backup.db";
  std::filesystem::copy_file(files.file, backup);
  alice.append("ses_b1", "zz", "since the backup");
  alice.execute("UPDATE session SET time_updated = 5000 WHERE id = 'ses_b1'");
  bob.make_sessions("later", 3, 2);
  for (const Person* const person : {&alice, &bob, &alice}) person->sync_well();
  const auto before = alice.history();
  std::filesystem::rename(backup, files.file);
  for (const Person* const person : {&bob, &alice, &bob}) person->sync_well();
  CHECK(bob.history() == before);
  require_alike({&alice, &bob});
}

}  // namespace sessionstore::tests
