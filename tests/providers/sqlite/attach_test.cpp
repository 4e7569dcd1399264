// Reading a database of another program: what is seen, and that nothing of it changes.
#include <sessionstore/sqlite/attach.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <map>

#include "support/error_of.h"
#include "support/process.h"
#include "support/sqlite_owner.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;

struct Place {
  TemporaryDirectory directory;
  fs::path file = directory.path() / "o.db";
  fs::path wal = directory.path() / "o.db-wal";
  fs::path shm = directory.path() / "o.db-shm";

  /// Every file's bytes and time of change.
  [[nodiscard]] std::map<std::string, std::pair<std::string, fs::file_time_type>> state() const {
    std::map<std::string, std::pair<std::string, fs::file_time_type>> state;
    for (const auto& entry : fs::directory_iterator(directory.path())) {
      state[entry.path().filename()] = {read_file(entry.path()), entry.last_write_time()};
    }
    return state;
  }
  /// A database that a killed owner left with all it has in the -wal.
  void make_left_behind() const {
    SqliteOwner owner(file);
    owner.run("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
  }
};

std::int64_t count(sql::SnapshotReader& database) {
  std::int64_t rows = -1;
  database.read([&](sql::Connection& connection) {
    connection.query("SELECT count(*) FROM t", {},
                     [&](const sql::Row& row) { rows = row.integer(0); });
  });
  return rows;
}

}  // namespace

TEST_CASE("what stands in the -wal of a dead owner is read, and no file changes") {
  const Place place;
  place.make_left_behind();
  REQUIRE(fs::file_size(place.file) <= 4096);
  SECTION("with its -shm") {}
  SECTION("without a -shm") { fs::remove(place.shm); }
  SECTION("with a -shm that says something else") { std::ofstream(place.shm) << "nonsense"; }
  const auto before = place.state();
  {
    const auto database = sqlite::attach_read_only(place.file);
    CHECK(count(*database) == 2);
    CHECK(count(*database) == 2);
  }
  CHECK(place.state() == before);
}

TEST_CASE("through a link the -wal beside the file itself is found") {
  const Place place;
  place.make_left_behind();
  fs::remove(place.shm);
  const TemporaryDirectory elsewhere;
  fs::create_symlink(place.file, elsewhere.path() / "link.db");
  const auto before = place.state();
  CHECK(count(*sqlite::attach_read_only(elsewhere.path() / "link.db")) == 2);
  CHECK(place.state() == before);
}

TEST_CASE("a database without a -wal is read, and no file is made beside it") {
  const Place place;
  SECTION("in WAL mode") {
    place.make_left_behind();
    run_sql(place.file, "PRAGMA wal_checkpoint(TRUNCATE)");
    REQUIRE_FALSE(fs::exists(place.wal));
  }
  SECTION("in rollback mode") {
    run_sql(place.file, "CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
  }
  SECTION("with a -shm alone") {
    place.make_left_behind();
    run_sql(place.file, "PRAGMA wal_checkpoint(TRUNCATE)");
    std::ofstream(place.shm) << std::string(32768, '\0');
  }
  const auto before = place.state();
  CHECK(count(*sqlite::attach_read_only(place.file)) == 2);
  CHECK(place.state() == before);
}

TEST_CASE("while its owner writes, each read sees one state, and the owner is not held up") {
  const Place place;
  SqliteOwner owner(place.file);
  owner.run("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  const auto database = sqlite::attach_read_only(place.file);
  const auto shm = read_file(place.shm);
  CHECK(count(*database) == 1);
  CHECK(read_file(place.shm) == shm);
  database->read([&](sql::Connection& connection) {
    for (int round = 0; round < 3; ++round) {
      std::int64_t rows = 0;
      connection.query("SELECT count(*) FROM t", {},
                       [&](const sql::Row& row) { rows = row.integer(0); });
      CHECK(rows == 1);
      owner.run("INSERT INTO t VALUES (2); PRAGMA wal_checkpoint(PASSIVE)");
    }
  });
  CHECK(count(*database) == 4);
}

TEST_CASE("an owner who starts while a lone file is read is noticed, and the next read is right") {
  const Place place;
  place.make_left_behind();
  const bool with_wal = GENERATE(false, true);
  if (with_wal) {
    fs::remove(place.shm);
  } else {
    run_sql(place.file, "PRAGMA wal_checkpoint(TRUNCATE)");
  }
  const auto database = sqlite::attach_read_only(place.file);
  CHECK(count(*database) == 2);
  const auto read_and_write = [&] {
    database->read([&](sql::Connection& connection) {
      connection.query("SELECT count(*) FROM t", {}, [](const sql::Row& /*row*/) {});
      SqliteOwner(place.file).run("INSERT INTO t VALUES (3); PRAGMA wal_checkpoint(TRUNCATE)");
    });
  };
  const Error error = error_of(read_and_write);
  CHECK(error.code() == ErrorCode::unavailable);
  CHECK(error.retryable());
  CHECK(count(*database) == 3);
}

TEST_CASE("an error while reading leaves the database readable") {
  const Place place;
  place.make_left_behind();
  const auto database = sqlite::attach_read_only(place.file);
  CHECK_THROWS_AS(database->read([](sql::Connection&) { throw std::runtime_error("enough"); }),
                  std::runtime_error);
  CHECK(count(*database) == 2);
  database->read([](sql::Connection& connection) {
    CHECK_THROWS_AS(connection.execute("DELETE FROM t"), Error);
  });
}

TEST_CASE("what cannot be read is refused with its reason") {
  const Place place;
  CHECK(error_of([&] { sqlite::attach_read_only(place.file); }).code() == ErrorCode::not_found);
  SECTION("no database") {
    write_file(place.file, std::string(5000, 'x'));
    CHECK(error_of([&] { sqlite::attach_read_only(place.file); }).code() == ErrorCode::corrupt);
  }
  SECTION("a hot journal") {
    run_sql(place.file, "CREATE TABLE t (a)");
    write_file(place.file.string() + "-journal", std::string(1024, 'x'));
    CHECK(error_of([&] { sqlite::attach_read_only(place.file); }).code() == ErrorCode::unsupported);
  }
}

TEST_CASE("texts are UTF-8 however they are kept, and blobs are as they are") {
  const Place place;
  const std::string encoding = GENERATE("UTF-8", "UTF-16le", "UTF-16be");
  run_sql(place.file, "PRAGMA encoding = '" + encoding +
                          "'; CREATE TABLE t (a, b); INSERT INTO t VALUES ('\xC3\xA9', x'00ff')");
  const auto database = sqlite::attach_read_only(place.file);
  std::string text;
  std::string blob;
  database->read([&](sql::Connection& connection) {
    connection.query("SELECT a, b FROM t WHERE a = ?", {"\xC3\xA9"}, [&](const sql::Row& row) {
      text = row.bytes(0);
      blob = row.bytes(1);
    });
  });
  CHECK(text == "\xC3\xA9");
  CHECK(blob == std::string("\0\xFF", 2));
}

TEST_CASE("opening a database again leaves the locks that this process has on it") {
  const TemporaryDirectory place;
  const auto file = place.path() / "foreign.db";
  run_sql(file, "PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  const auto count = [](sql::Connection& connection) {
    std::int64_t rows = 0;
    connection.query("SELECT count(*) FROM t", {},
                     [&](const sql::Row& row) { rows = row.integer(0); });
    return rows;
  };
  const auto first = sqlite::open_for_writing(file, std::chrono::seconds(1));
  CHECK(count(*first) == 1);
  const auto second = sqlite::open_for_writing(file, std::chrono::seconds(1));
  // The last program that closes a database deletes its log: another one must not seem to be that.
  const std::string insert =
      "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1])\n"
      "c.execute('INSERT INTO t VALUES (2)')\nc.commit()\nc.close()";
  for (const int rows : {2, 3}) {
    REQUIRE(run_process({"/usr/bin/python3", "-c", insert, file.string()}).exit_code == 0);
    CHECK(count(*first) == rows);
    CHECK(count(*second) == rows);
  }
}

}  // namespace sessionstore::tests
