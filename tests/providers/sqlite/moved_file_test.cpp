// A store's file that is changed for another one, or emptied, behind a program's back.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "sqlite_connection.h"
#include "support/error_of.h"
#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;

/// A store that is open, and its file.
struct OpenStore {
  TemporaryDirectory directory;
  fs::path file = directory.path() / "store.db";
  std::unique_ptr<SessionStore> store = open_sqlite(file);

  OpenStore() { store->create_session(make_session("first")); }
  [[nodiscard]] Error refusal() const {
    return error_of([&] { store->create_session(make_session("second")); });
  }
};

}  // namespace

TEST_CASE("nothing is written to a store's file that is not in its place any more") {
  const OpenStore opened;
  const fs::path aside = opened.file.string() + ".aside";
  SECTION("it was removed") { fs::remove(opened.file); }
  SECTION("it was moved away") { fs::rename(opened.file, aside); }
  SECTION("its directory was moved away") {
    const fs::path directory = opened.directory.path().string() + ".aside";
    fs::rename(opened.directory.path(), directory);
    const Error error = opened.refusal();
    fs::rename(directory, opened.directory.path());
    CHECK(error.code() == ErrorCode::unavailable);
    CHECK_NOTHROW(opened.store->create_session(make_session("third")));  // it is back
    return;
  }
  SECTION("another one took its place") {
    fs::copy_file(opened.file, aside);
    fs::rename(aside, opened.file);
  }
  const Error error = opened.refusal();
  CHECK(error.code() == ErrorCode::unavailable);
  CHECK_THAT(error.what(),
             Catch::Contains("replaced or removed") && Catch::Contains(opened.file.string()));
}

TEST_CASE("a file that is replaced within a transaction is not committed to") {
  const OpenStore opened;
  sqlite::ConnectionSettings settings;
  settings.file = opened.file.string();
  sqlite::SqliteConnection connection(settings);
  connection.execute("BEGIN IMMEDIATE");
  connection.execute("DELETE FROM ss_session");
  fs::remove(opened.file);
  CHECK(error_of([&] { connection.execute("COMMIT"); }).code() == ErrorCode::unavailable);
  connection.execute("ROLLBACK");
}

TEST_CASE("a file of 0 bytes is no store without sessions") {
  const TemporaryDirectory directory;
  const fs::path file = directory.path() / "store.db";
  std::ofstream{file};
  OpenOptions options = options_for(file);
  options.create = false;
  const auto open = [&] { return sqlite::make_provider()->open(options); };
  SECTION("it stays so") {
    const Error error = error_of(open);
    CHECK(error.code() == ErrorCode::not_found);
    CHECK_THAT(error.what(), Catch::Contains("0 bytes") && Catch::Contains(file.string()));
    CHECK(error_of([&] { (void)sqlite::make_provider()->open_schema(options); }).code() ==
          ErrorCode::not_found);
    CHECK(fs::file_size(file) == 0);
  }
  SECTION("somebody was just making one") {
    std::thread maker([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      open_sqlite(file);
    });
    CHECK(open()->status().sessions == 0);
    maker.join();
  }
  SECTION("whoever may make a store makes it there") {
    options.create = true;
    CHECK(open()->status().sessions == 0);
  }
}

}  // namespace sessionstore::tests
