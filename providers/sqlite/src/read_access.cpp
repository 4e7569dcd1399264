#include "read_access.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace sessionstore::sqlite {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::system_clock;

// Kernels stamp files with the time of their last tick, which is at most 10 ms old.
constexpr milliseconds kTick{20};

std::optional<FileState> state_of(const std::string& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return std::nullopt;
  return FileState{status.st_ino, status.st_size,
                   std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
}

bool is_recent(const std::optional<FileState>& state) {
  if (!state) return false;
  const auto now = nanoseconds(system_clock::now().time_since_epoch()).count();
  return now - state->modified < nanoseconds(kTick).count();
}

bool readable(const std::string& file) {
  return ::faccessat(AT_FDCWD, file.c_str(), R_OK, AT_EACCESS) == 0;
}

[[noreturn]] void throw_unreadable(const std::string& file, int error) {
  if (error == ENOENT || error == ENOTDIR) {
    throw Error(ErrorCode::not_found, fmt::format("no database {}", file), "check the path", error);
  }
  throw Error(ErrorCode::permission_denied,
              fmt::format("cannot read {}: {}", file, std::generic_category().message(error)),
              "run as the user who owns it, or make it readable for you", error);
}

/// A descriptor of the file that is never closed: closing any descriptor of a file takes away the
/// locks that SQLite's own connections in this process have on it, and another program then takes
/// their log away under them.
int kept_descriptor(const std::string& file) {
  static std::mutex mutex;
  static std::map<std::pair<dev_t, ino_t>, int> kept;
  const std::lock_guard lock(mutex);
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) throw_unreadable(file, errno);
  // Opening a FIFO would wait for somebody to write to it.
  if (!S_ISREG(status.st_mode)) {
    throw Error(ErrorCode::corrupt,
                fmt::format("{} is no SQLite database but no file at all", file),
                "name a database file");
  }
  const std::pair key(status.st_dev, status.st_ino);
  if (const auto found = kept.find(key); found != kept.end() && readable(file)) {
    return found->second;
  }
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) throw_unreadable(file, errno);
  kept.insert_or_assign(key, fd);
  return fd;
}

/// The first bytes of the file; fewer where it is shorter.
std::string header_of(const std::string& file) {
  std::array<char, 100> bytes{};
  const ssize_t got = ::pread(kept_descriptor(file), bytes.data(), bytes.size(), 0);
  return {bytes.data(), static_cast<std::size_t>(got < 0 ? 0 : got)};
}

// https://www.sqlite.org/fileformat2.html section 1.3
bool is_in_wal_mode(const std::string& header) {
  constexpr std::size_t kReadVersion = 19;
  return header.size() <= kReadVersion || header[kReadVersion] == 2;
}

}  // namespace

DatabaseFiles current_files(const std::string& database) {
  return {state_of(database), state_of(database + "-wal")};
}

DatabaseFiles settled_files(const std::string& database) {
  const DatabaseFiles files = current_files(database);
  if (!is_recent(files.database) && !is_recent(files.wal)) return files;
  std::this_thread::sleep_for(kTick);
  return current_files(database);
}

ReadAccess read_access_to(const std::string& database) {
  const std::string header = header_of(database);
  const std::string wal = database + "-wal";
  const std::optional<FileState> wal_state = state_of(wal);
  const bool has_wal = wal_state && wal_state->size > 0;
  if (!header.empty() && !header.starts_with(std::string_view("SQLite format 3\0", 16))) {
    throw Error(ErrorCode::corrupt, fmt::format("{} is no SQLite database", database),
                "name a database file, or restore it from a backup");
  }
  if (!is_in_wal_mode(header) && !has_wal) {
    const std::optional<FileState> journal = state_of(database + "-journal");
    if (!journal || journal->size == 0) return ReadAccess::journal;
    throw Error(ErrorCode::unsupported,
                fmt::format("{}: its last writer died half-way, and {}-journal waits to be undone",
                            database, database),
                "let its own program open it once, then run this again");
  }
  if (wal_state && !readable(wal)) {
    throw Error(
        ErrorCode::permission_denied,
        fmt::format("{} cannot be read, and the newest changes of {} are in it", wal, database),
        "run as the user who owns it, or make it readable for you");
  }
  const bool has_shm = readable(database + "-shm");
  if (wal_state && has_shm) return ReadAccess::shared;
  return has_wal ? ReadAccess::with_wal : ReadAccess::alone;
}

}  // namespace sessionstore::sqlite
