#include "directory.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

namespace sessionstore::interop {
namespace {

EntryKind kind_of_mode(mode_t mode) {
  if (S_ISREG(mode)) return EntryKind::file;
  return S_ISDIR(mode) ? EntryKind::directory : EntryKind::other;
}

// Most file systems tell the type with the name; only links, and those that do not, cost a look.
EntryKind kind_of(int directory, const dirent& entry) {
  switch (entry.d_type) {
    case DT_REG:
      return EntryKind::file;
    case DT_DIR:
      return EntryKind::directory;
    case DT_LNK:
    case DT_UNKNOWN:
      break;
    default:
      return EntryKind::other;
  }
  struct stat status {};
  if (::fstatat(directory, entry.d_name, &status, 0) == 0) return kind_of_mode(status.st_mode);
  return EntryKind::broken_link;
}

}  // namespace

void Listing::clear() noexcept {
  names_.clear();
  slots_.clear();
  entries_.clear();
}

int Directory::open(const char* path) { return open_at(AT_FDCWD, path); }

int Directory::open_in(const Directory& parent, const char* path) {
  return open_at(parent.fd(), path);
}

int Directory::open_at(int parent, const char* path) {
  stream_.reset();
  fd_.reset(::openat(parent, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK));
  return fd_.valid() ? 0 : errno;
}

int Directory::list(Listing& listing) {
  listing.clear();
  if (stream_ == nullptr) {
    stream_.reset(::fdopendir(fd_.get()));
    if (stream_ == nullptr) return errno;
    [[maybe_unused]] const int now_the_streams = fd_.release();
  } else {
    ::rewinddir(stream_.get());
  }
  errno = 0;
  while (const dirent* entry = ::readdir(stream_.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") {
      listing.slots_.push_back({listing.names_.size(), name.size(), kind_of(fd(), *entry)});
      listing.names_.append(name).push_back('\0');
    }
    errno = 0;
  }
  const int error = errno;
  listing.entries_.reserve(listing.slots_.size());
  for (const Listing::Slot& slot : listing.slots_) {
    listing.entries_.push_back(
        {std::string_view(listing.names_).substr(slot.offset, slot.length), slot.kind});
  }
  std::sort(listing.entries_.begin(), listing.entries_.end(),
            [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return error;
}

}  // namespace sessionstore::interop
