// SIGTERM and SIGINT end what goes on for long, wherever it is.
#include "stop_signals.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "home.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;

/// A pipe that the program waits for.
struct SilentPipe {
  Home home;
  fs::path file = home.path() / "silent.bundle";
  int writer = -1;

  SilentPipe() { REQUIRE(::mkfifo(file.c_str(), 0600) == 0); }
  ~SilentPipe() {
    if (writer >= 0) ::close(writer);
  }
  SilentPipe(const SilentPipe&) = delete;
  SilentPipe& operator=(const SilentPipe&) = delete;

  /// Returns once the program reads from it.
  void wait_for_reader() {
    while ((writer = ::open(file.c_str(), O_WRONLY | O_NONBLOCK)) < 0) ::usleep(10'000);
  }
};

/// Somebody who writes to a database for as long as this lives.
class Writer {
 public:
  explicit Writer(const fs::path& file) {
    REQUIRE(sqlite3_open(file.c_str(), &database_) == SQLITE_OK);
    REQUIRE(sqlite3_exec(database_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  ~Writer() { sqlite3_close(database_); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

 private:
  sqlite3* database_ = nullptr;
};

}  // namespace

TEST_CASE("a bundle from a pipe that says nothing is not waited for after a signal") {
  SilentPipe pipe;
  const int signal = GENERATE(SIGTERM, SIGINT);
  Process process(program({"import", "bundle:" + pipe.file.string()}), pipe.home.options());
  pipe.wait_for_reader();
  process.send(signal);
  const ProcessResult result = process.wait();
  CHECK(result.exit_code == 130);
}

TEST_CASE("the flag is the same before and while signals are waited for") {
  const std::atomic<bool>& flag = cli::StopSignals::flag();
  {
    const cli::StopSignals signals;
    CHECK(&signals.stop() == &flag);
    CHECK_FALSE(flag.load());
    std::raise(SIGTERM);
    CHECK(flag.load());
  }
  const cli::StopSignals again;
  CHECK_FALSE(flag.load());
}

TEST_CASE("whatever waits ends with 130 by a signal, and changes nothing") {
  const std::string id = "ses_e0417f662ffelvx6Rf4SZU9y8F";
  const Home home;
  home.put_store();
  const fs::path other = home.path() / "other.db";
  fs::copy(home.store_file(), other);
  std::vector<std::string> arguments;
  fs::path busy = home.store_file();
  SECTION("delete") { arguments = {"delete", id, "ses_e0415ff9dffe7d9pfudKLIV4Yb", "--yes"}; }
  SECTION("rename") { arguments = {"rename", id, "x"}; }
  SECTION("migrate") {
    arguments = {"migrate", "up"};
    home.execute("DELETE FROM ss_migration WHERE version = 3");
  }
  SECTION("export") {
    arguments = {"export", id, "--to", "sqlite:" + other.string()};
    Home::run_sql(other,
                  "DELETE FROM ss_record; DELETE FROM ss_part; DELETE FROM ss_message; "
                  "DELETE FROM ss_session");
    busy = other;
  }
  const Writer writer(busy);
  Process process(program(arguments), home.options());
  ::usleep(1'500'000);
  process.send(arguments.front() == "rename" ? SIGINT : SIGTERM);
  const ProcessResult result = process.wait();
  INFO(result.out << result.err);
  CHECK(result.exit_code == 130);
  CHECK(result.signal == 0);
}

}  // namespace sessionstore::tests
