#include "links.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <climits>
#include <optional>

#include "paths.h"

namespace sessionstore::interop {
namespace {

// As Linux itself.
constexpr int kMostLinks = 40;

/// What the link says, which is open as itself; empty where it cannot be read.
std::string target_of(const FileDescriptor& link) {
  std::array<char, PATH_MAX> buffer{};
  const ssize_t length = ::readlinkat(link.get(), "", buffer.data(), buffer.size());
  return length > 0 ? std::string(buffer.data(), static_cast<std::size_t>(length)) : std::string();
}

/// Where `target` leads from the directory `folder`, as a path below the root; nothing where that
/// is outside. No directory on the way is a link, so that names alone tell.
std::optional<std::string> below_root(const Directory& root, std::string_view folder,
                                      std::string_view target) {
  if (!target.starts_with('/')) return joined_below(folder, target);
  for (const std::string& place : root.names()) {
    if (!target.starts_with(place)) continue;
    const std::string_view rest = target.substr(place.size());
    if (rest.empty() || rest.starts_with('/')) return joined_below("", rest);
  }
  return std::nullopt;
}

}  // namespace

LinkEnd follow_link(const Directory& root, std::string_view path) {
  std::string at(path);
  for (int links = 0; links <= kMostLinks; ++links) {
    const auto [folder, name] = split_path(at);
    if (name.empty()) return {EntryKind::directory_link, {}};
    Directory parent;
    if (const int error = parent.enter(root, folder)) {
      return {error == ELOOP ? EntryKind::directory_link : EntryKind::broken_link, {}};
    }
    const FileDescriptor entry(
        ::openat(parent.fd(), name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    struct stat status {};
    if (!entry.valid() || ::fstat(entry.get(), &status) != 0) return {EntryKind::broken_link, {}};
    if (S_ISREG(status.st_mode)) return {EntryKind::file, at};
    if (S_ISDIR(status.st_mode)) return {EntryKind::directory_link, {}};
    if (!S_ISLNK(status.st_mode)) return {EntryKind::other, {}};
    const std::optional<std::string> next = below_root(root, folder, target_of(entry));
    if (!next) return {EntryKind::outer_link, {}};
    at = *next;
  }
  return {EntryKind::looping_link, {}};
}

}  // namespace sessionstore::interop
