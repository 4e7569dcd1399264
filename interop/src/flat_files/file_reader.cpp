#include "file_reader.h"

#include <fcntl.h>
#include <sessionstore/error.h>
#include <sessionstore/model.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "links.h"
#include "names.h"
#include "paths.h"

namespace sessionstore::interop {

namespace {

/// The largest buffer that is kept for the next file.
constexpr std::size_t kMostKept = 16U << 20U;

}  // namespace

std::string reason_of(int error) {
  if (error == ENOENT) return "vanished while reading";
  if (error == ELOOP) return std::string(problem_of(EntryKind::directory_link));
  return std::generic_category().message(error);
}

std::nullopt_t FileReader::fail(int error) {
  vanished_ = error == ENOENT;
  problem_ = reason_of(error);
  return std::nullopt;
}

void FileReader::reserve(std::size_t size) {
  if (size <= capacity_) return;
  capacity_ = std::max<std::size_t>(size, 64U << 10U);
  buffer_ = std::make_unique_for_overwrite<char[]>(capacity_);
}

void FileReader::release() {
  buffer_.reset();
  capacity_ = 0;
}

/// Fails with ELOOP where a link is anywhere in `path`.
FileDescriptor FileReader::open_at(const Directory& root, const std::string& path) {
  SplitPath place = split_path(path);
  if (folder_root_ != &root || folder_path_ != place.folder) {
    folder_root_ = nullptr;
    if (const int error = folder_.enter(root, place.folder)) {
      errno = error;
      return {};
    }
    folder_root_ = &root;
    folder_path_ = std::move(place.folder);
  }
  // Not blocking: the name may have become a FIFO since it was listed.
  return FileDescriptor(::openat(folder_.fd(), place.name.c_str(),
                                 O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW));
}

FileDescriptor FileReader::open(const Directory& root, const std::string& path) {
  FileDescriptor file = open_at(root, path);
  if (file.valid() || errno != ELOOP) {
    if (!file.valid()) fail(errno);
    return file;
  }
  const LinkEnd end = follow_link(root, path);
  if (end.kind != EntryKind::file) {
    problem_ = problem_of(end.kind);
    return {};
  }
  file = open_at(root, end.path);
  if (!file.valid()) fail(errno);
  return file;
}

std::optional<std::string_view> FileReader::bytes(const Directory& root, const std::string& path) {
  stop.check();
  vanished_ = false;
  const FileDescriptor file = open(root, path);
  if (!file.valid()) return std::nullopt;
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return fail(errno);
  if (!S_ISREG(status.st_mode)) {
    problem_ = problem_of(EntryKind::other);
    return std::nullopt;
  }
  if (static_cast<std::size_t>(status.st_size) > kMaxDocumentBytes) {
    problem_ = "larger than " + std::to_string(kMaxDocumentBytes >> 20U) + " MB";
    return std::nullopt;
  }
  // One byte more than its size, so that the first read also tells that this is the end.
  const std::size_t wanted = static_cast<std::size_t>(status.st_size) + 1;
  reserve(wanted);
  std::size_t filled = 0;
  while (filled < wanted) {
    const ssize_t got = ::read(file.get(), buffer_.get() + filled, wanted - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(errno);
    filled += static_cast<std::size_t>(got);
    if (got == 0 || filled + 1 == wanted) break;
  }
  if (filled == wanted) {
    problem_ = "it grew while it was read";
    return std::nullopt;
  }
  return std::string_view(buffer_.get(), filled);
}

std::optional<json::Document> FileReader::document(const Directory& root, const std::string& path) {
  repaired_ = false;
  const std::optional<std::string_view> text = bytes(root, path);
  if (!text) return std::nullopt;
  try {
    auto document = json::Document::parse(*text, &repaired_);
    // A document of its size follows it about: there need not be two of them.
    if (capacity_ > kMostKept) release();
    return document;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt) throw;
    problem_ = error.what();
    return std::nullopt;
  }
}

}  // namespace sessionstore::interop
