#include "bundle/bundle_file.h"

#include <fcntl.h>
#include <poll.h>
#include <sessionstore/interop/output.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>
#include <vector>

#include "bundle/format.h"
#include "opencode_shapes/ids.h"

namespace sessionstore::interop::bundle {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunk = 256U << 10U;

[[noreturn]] void fail(const std::string& what, int number, std::string hint = {}) {
  ErrorCode code = ErrorCode::unavailable;
  if (number == ENOENT || number == ENOTDIR) code = ErrorCode::not_found;
  if (number == EACCES || number == EPERM) code = ErrorCode::permission_denied;
  throw Error(code, what + ": " + std::generic_category().message(number), std::move(hint), number);
}

FileDescriptor nameless_file(const fs::path& directory) {
  FileDescriptor file(::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (file.valid()) return file;
  std::string name = (directory / "sessionstore-XXXXXX").string();
  file.reset(::mkostemp(name.data(), O_CLOEXEC));
  if (!file.valid()) {
    fail("cannot keep a bundle from a pipe in " + printable(directory.string()), errno,
         "name another directory in TMPDIR");
  }
  ::unlink(name.c_str());
  return file;
}

/// Waits until there is something to read, or nothing more to come.
void wait_for(int pipe, const StopFlag& stop) {
  constexpr int kMilliseconds = 100;
  pollfd readable{pipe, POLLIN, 0};
  int ready = 0;
  do {
    stop.check();
    ready = ::poll(&readable, 1, kMilliseconds);
  } while (ready == 0 || (ready < 0 && errno == EINTR));
}

/// Unless it is salvaged, it ends where the beginning is no bundle's, for what follows may never
/// end.
FileDescriptor spooled(int pipe, const std::string& location, const BundleOptions& options) {
  FileDescriptor file = nameless_file(options.spool);
  Output output(file.get(), "the copy of " + location + " in " + printable(options.spool.string()));
  std::vector<char> buffer(kChunk);
  std::string beginning;
  while (options.salvage || kFrameMagic.starts_with(beginning)) {
    wait_for(pipe, options.stop);
    const ssize_t count = ::read(pipe, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count < 0) fail("cannot read " + location, errno);
    if (count == 0) break;
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(count));
    output.write(bytes);
    beginning += bytes.substr(0, kFrameMagic.size() - beginning.size());
  }
  output.flush();
  return file;
}

bool is_regular(int file, const std::string& location) {
  struct stat status {};
  if (::fstat(file, &status) != 0) fail("cannot read " + location, errno);
  if (S_ISDIR(status.st_mode)) fail("cannot read " + location, EISDIR, "name a bundle's file");
  return S_ISREG(status.st_mode);
}

}  // namespace

BundleFile BundleFile::open(const fs::path& path, const BundleOptions& options) {
  if (path == "-") {
    return {spooled(STDIN_FILENO, "bundle:-", options), "bundle:-", options.stop};
  }
  const std::string location = "bundle:" + printable(path.string());
  // Not blocking: a FIFO that nobody has opened yet is waited for where that can be stopped.
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (!file.valid()) fail("cannot read " + location, errno, "name a bundle's file");
  if (!is_regular(file.get(), location)) file = spooled(file.get(), location, options);
  return {std::move(file), location, options.stop};
}

BundleFile::BundleFile(FileDescriptor file, std::string location, StopFlag stop)
    : file_(std::move(file)), location_(std::move(location)), stop_(stop) {
  struct stat status {};
  if (::fstat(file_.get(), &status) != 0) fail("cannot read " + location_, errno);
  size_ = static_cast<std::uint64_t>(status.st_size);
  budget_ = std::make_unique<UnpackBudget>(size_);
}

std::unique_ptr<Unpacker> BundleFile::take_unpacker() const {
  if (unpacker_ == nullptr) return std::make_unique<Unpacker>();
  unpacker_->reset();
  return std::move(unpacker_);
}

void BundleFile::give_back(std::unique_ptr<Unpacker> unpacker) const noexcept {
  unpacker_ = std::move(unpacker);
}

std::size_t BundleFile::read(std::uint64_t offset, char* buffer, std::size_t size) const {
  stop_.check();
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t count =
        ::pread(file_.get(), buffer + filled, size - filled, static_cast<off_t>(offset + filled));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("cannot read " + location_, errno);
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  return filled;
}

Error damaged(const std::string& what, std::string_view reason) {
  return {ErrorCode::corrupt, what + " is damaged: " + std::string(reason),
          "fetch it again; --salvage takes what is whole"};
}

}  // namespace sessionstore::interop::bundle
