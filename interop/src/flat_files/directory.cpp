#include "directory.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "links.h"

namespace sessionstore::interop {
namespace {

// How many names are read between two looks at the stop flag.
constexpr std::size_t kNamesAtOnce = 4096;

EntryKind kind_of_mode(mode_t mode) {
  if (S_ISREG(mode)) return EntryKind::file;
  if (S_ISLNK(mode)) return EntryKind::link;
  return S_ISDIR(mode) ? EntryKind::directory : EntryKind::other;
}

// Most file systems tell the type with the name; those that do not cost a look.
EntryKind kind_of(int directory, const dirent& entry) {
  switch (entry.d_type) {
    case DT_REG:
      return EntryKind::file;
    case DT_DIR:
      return EntryKind::directory;
    case DT_LNK:
      return EntryKind::link;
    case DT_UNKNOWN:
      break;
    default:
      return EntryKind::other;
  }
  struct stat status {};
  if (::fstatat(directory, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
    return kind_of_mode(status.st_mode);
  }
  return EntryKind::broken_link;
}

bool is_link(int directory, const char* name) {
  struct stat status {};
  return ::fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
}

std::vector<std::string> names_of(const char* path) {
  std::vector<std::string> names;
  for (const bool real : {false, true}) {
    std::error_code error;
    const std::filesystem::path name =
        real ? std::filesystem::canonical(path, error) : std::filesystem::absolute(path, error);
    if (error) continue;
    std::string text = name.lexically_normal().string();
    while (text.ends_with('/')) text.pop_back();
    names.push_back(std::move(text));
  }
  return names;
}

}  // namespace

void Listing::clear() noexcept {
  names_.clear();
  slots_.clear();
  entries_.clear();
}

void Listing::follow_links(const Directory& root, const std::string& folder) {
  for (Entry& entry : entries_) {
    if (entry.kind != EntryKind::link) continue;
    const std::string name(entry.name);
    entry.kind = follow_link(root, folder.empty() ? name : folder + '/' + name).kind;
  }
}

int Directory::open(const char* path) {
  stream_.reset();
  fd_.reset(::open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK));
  if (!fd_.valid()) return errno;
  names_ = names_of(path);
  return 0;
}

int Directory::open_in(const Directory& parent, std::string_view path) {
  return walk(parent, path, O_RDONLY);
}

int Directory::enter(const Directory& parent, std::string_view path) {
  return walk(parent, path, O_PATH);
}

int Directory::walk(const Directory& parent, std::string_view path, int flags) {
  constexpr int kAlways = O_DIRECTORY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW;
  stream_.reset();
  names_.clear();
  FileDescriptor at;
  do {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string name(slash == 0 ? "." : path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (name == "..") return ENOENT;
    const int from = at.valid() ? at.get() : parent.fd();
    // On the way there nothing is listed, and nothing need be readable.
    FileDescriptor next(::openat(from, name.c_str(), (path.empty() ? flags : O_PATH) | kAlways));
    if (!next.valid()) {
      const int error = errno;
      return error == ENOTDIR && is_link(from, name.c_str()) ? ELOOP : error;
    }
    at = std::move(next);
  } while (!path.empty());
  fd_ = std::move(at);
  return 0;
}

int Directory::list(Listing& listing, StopFlag stop) {
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
      if (listing.slots_.size() % kNamesAtOnce == 0) stop.check();
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
