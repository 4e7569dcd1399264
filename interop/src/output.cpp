#include <fcntl.h>
#include <poll.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/output.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "flat_files/file_descriptor.h"
#include "opencode_shapes/ids.h"

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWaitingBytes = 64U << 10U;

[[noreturn]] void cannot_write(const std::string& name, int number) {
  const std::string what = "cannot write " + name + ": " + std::generic_category().message(number);
  switch (number) {
    case ENOENT:
    case ENOTDIR:
      throw Error(ErrorCode::not_found, what, "make its directory first", number);
    case EACCES:
    case EPERM:
    case EROFS:
      throw Error(ErrorCode::permission_denied, what, "choose another place", number);
    case EISDIR:
      throw Error(ErrorCode::invalid_argument, what, "name a file", number);
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      throw Error(ErrorCode::unavailable, what, "make room, or choose another place", number);
    case EPIPE:
      throw Error(ErrorCode::unavailable, what, "the program that reads it has ended", number);
    default:
      throw Error(ErrorCode::unavailable, what, {}, number);
  }
}

constexpr int kBetweenQuestions = 100;  // milliseconds

bool is_pipe(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 &&
         (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode));
}

void wait_to_write(int descriptor, const StopFlag& stop) {
  pollfd writable{descriptor, POLLOUT, 0};
  int ready = 0;
  do {
    stop.check();
    ready = ::poll(&writable, 1, kBetweenQuestions);
  } while (ready == 0 || (ready < 0 && errno == EINTR));
}

/// What is no regular file; waits until somebody has opened a FIFO to read from it.
FileDescriptor open_special(const fs::path& path, const std::string& name, const StopFlag& stop) {
  for (;;) {
    stop.check();
    FileDescriptor special(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (special.valid()) return special;
    if (errno != ENXIO || !fs::is_fifo(path)) cannot_write(name, errno);
    ::poll(nullptr, 0, kBetweenQuestions);
  }
}

}  // namespace

Output::Output(int descriptor, std::string name, StopFlag stop)
    : descriptor_(descriptor),
      name_(std::move(name)),
      stop_(stop),
      most_at_once_(is_pipe(descriptor) ? PIPE_BUF : SIZE_MAX) {
  waiting_.reserve(kWaitingBytes);
}

void Output::write(std::string_view bytes) {
  if (waiting_.size() + bytes.size() > kWaitingBytes) flush();
  if (bytes.size() >= kWaitingBytes) {
    write_through(bytes);
  } else {
    waiting_ += bytes;
  }
}

void Output::flush() {
  write_through(waiting_);
  waiting_.clear();
}

void Output::write_through(std::string_view bytes) {
  while (!bytes.empty()) {
    if (most_at_once_ != SIZE_MAX) wait_to_write(descriptor_, stop_);
    const std::size_t size = std::min(bytes.size(), most_at_once_);
    const ssize_t count = ::write(descriptor_, bytes.data(), size);
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      // A pipe may have been made non-blocking by the program at its other end.
      wait_to_write(descriptor_, stop_);
    } else if (errno != EINTR) {
      cannot_write(name_, errno);
    }
  }
}

struct OutputFile::Impl {
  Impl(const fs::path& path, StopFlag stop_flag)
      : target(real_path(path)),
        name(printable(path.string())),
        stop(stop_flag),
        file(open()),
        output(file.get(), name, stop) {}
  ~Impl() {
    if (!temporary.empty()) ::unlink(temporary.c_str());
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  // Through links, also to what is not there yet: a link stays, and what it leads to is replaced.
  static fs::path real_path(const fs::path& path) {
    constexpr int kMostLinks = 40;
    fs::path real = fs::absolute(path);
    std::error_code error;
    for (int links = 0; links < kMostLinks && fs::is_symlink(real, error); ++links) {
      const fs::path to = fs::read_symlink(real, error);
      if (error) break;
      real = real.parent_path() / to;
    }
    return real;
  }

  FileDescriptor open() {
    struct stat status {};
    if (::stat(target.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
      if (S_ISDIR(status.st_mode)) cannot_write(name, EISDIR);
      regular = false;
      return open_special(target, name, stop);
    }
    const std::string directory = target.parent_path().string();
    // Not every file system has files without a name; one is given through /proc.
    if (::access("/proc/self/fd", X_OK) == 0) {
      FileDescriptor nameless(::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
      if (nameless.valid()) return nameless;
    }
    temporary = temporary_name();
    FileDescriptor named(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!named.valid()) {
      temporary.clear();
      cannot_write(name, errno);
    }
    return named;
  }

  [[nodiscard]] std::string temporary_name() const {
    return (target.parent_path() / ".sessionstore-XXXXXX").string();
  }

  // A name that is free is found by making a file of it; the link needs it gone again.
  void give_temporary_name() {
    const std::string self = "/proc/self/fd/" + std::to_string(file.get());
    for (;;) {
      std::string free = temporary_name();
      const FileDescriptor holder(::mkostemp(free.data(), O_CLOEXEC));
      if (!holder.valid()) cannot_write(name, errno);
      ::unlink(free.c_str());
      if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, free.c_str(), AT_SYMLINK_FOLLOW) == 0) {
        temporary = free;
        return;
      }
      if (errno != EEXIST) cannot_write(name, errno);
    }
  }

  void commit() {
    output.flush();
    if (!regular) return;
    if (::fsync(file.get()) != 0) cannot_write(name, errno);
    if (temporary.empty()) give_temporary_name();
    if (::rename(temporary.c_str(), target.c_str()) != 0) cannot_write(name, errno);
    temporary.clear();
    const FileDescriptor directory(
        ::open(target.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.valid()) ::fsync(directory.get());
  }

  fs::path target;
  std::string name;
  StopFlag stop;
  std::string temporary;  // to be deleted unless all goes well
  bool regular = true;
  FileDescriptor file;
  Output output;
};

OutputFile::OutputFile(const fs::path& path, StopFlag stop)
    : impl_(std::make_unique<Impl>(path, stop)) {}
OutputFile::~OutputFile() = default;
Output& OutputFile::output() { return impl_->output; }
int OutputFile::readable() const { return impl_->regular ? impl_->file.get() : -1; }
void OutputFile::commit() { impl_->commit(); }

}  // namespace sessionstore::interop
