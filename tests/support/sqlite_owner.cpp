#include "support/sqlite_owner.h"

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <stdexcept>

namespace sessionstore::tests {
namespace {

/// Never returns: serves statements until it is killed.
[[noreturn]] void serve(const std::filesystem::path& file, int in, int out) {
  sqlite3* database = nullptr;
  bool good = sqlite3_open(file.c_str(), &database) == SQLITE_OK &&
              sqlite3_exec(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
                           nullptr, nullptr, nullptr) == SQLITE_OK;
  for (std::uint32_t size = 0; ::read(in, &size, sizeof size) == sizeof size;) {
    std::string sql(size, '\0');
    for (std::size_t got = 0; got < size;) {
      const ssize_t some = ::read(in, sql.data() + got, size - got);
      if (some <= 0) ::_exit(1);
      got += static_cast<std::size_t>(some);
    }
    good = good && sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    if (::write(out, &good, sizeof good) != sizeof good) break;
  }
  ::_exit(1);
}

}  // namespace

SqliteOwner::SqliteOwner(const std::filesystem::path& file) {
  std::array<int, 2> to{};
  std::array<int, 2> from{};
  if (::pipe(to.data()) != 0 || ::pipe(from.data()) != 0) throw std::runtime_error("pipe");
  pid_ = ::fork();
  if (pid_ == 0) serve(file, to[0], from[1]);
  ::close(to[0]);
  ::close(from[1]);
  to_ = to[1];
  from_ = from[0];
  run("");
}

void SqliteOwner::run(const std::string& sql) {
  const auto size = static_cast<std::uint32_t>(sql.size());
  bool good = false;
  if (::write(to_, &size, sizeof size) != sizeof size ||
      ::write(to_, sql.data(), size) != static_cast<ssize_t>(size) ||
      ::read(from_, &good, sizeof good) != sizeof good || !good) {
    throw std::runtime_error("the owner of the database failed at: " + sql);
  }
}

void SqliteOwner::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  ::close(to_);
  ::close(from_);
  pid_ = -1;
}

}  // namespace sessionstore::tests
