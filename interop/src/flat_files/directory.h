#pragma once

#include <dirent.h>
#include <sessionstore/stop_flag.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "file_descriptor.h"

namespace sessionstore::interop {

/// What a name in a directory stands for. A link to a file that can be read is a file.
enum class EntryKind {
  file,
  directory,
  link,  ///< not looked at yet: Listing::follow_links()
  directory_link,
  outer_link,  ///< it leads out of the storage/
  broken_link,
  looping_link,
  other
};

struct Entry {
  std::string_view name;  ///< ends in a NUL behind the view, as system calls want it
  EntryKind kind = EntryKind::other;
};

class Directory;

/// The names in one directory, sorted as bytes, without `.` and `..`. One object serves many
/// directories, so that a listing seldom allocates; its entries live until the next one.
class Listing {
 public:
  [[nodiscard]] auto begin() const noexcept { return entries_.begin(); }
  [[nodiscard]] auto end() const noexcept { return entries_.end(); }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  void clear() noexcept;
  /// Finds out what the links stand for; `folder` is the path below `root` of what was listed.
  void follow_links(const Directory& root, const std::string& folder);

 private:
  friend class Directory;
  struct Slot {
    std::size_t offset;
    std::size_t length;
    EntryKind kind;
  };
  std::string names_;
  std::vector<Slot> slots_;
  std::vector<Entry> entries_;
};

/// An open directory. One thread. All functions return an errno, 0 where all went well.
class Directory {
 public:
  /// Follows links: this is where somebody says that the storage/ is.
  int open(const char* path);
  /// `path` below `parent`, empty for itself. Follows no link: ELOOP where one is on the way.
  int open_in(const Directory& parent, std::string_view path);
  /// The same for one that need not be readable, and is not listed.
  int enter(const Directory& parent, std::string_view path);
  /// Links stay links. Throws Error(interrupted) where it is stopped.
  int list(Listing& listing, StopFlag stop = {});

  /// For openat() and its kin; -1 while it is not open.
  [[nodiscard]] int fd() const noexcept { return stream_ ? ::dirfd(stream_.get()) : fd_.get(); }
  [[nodiscard]] bool is_open() const noexcept { return fd() >= 0; }
  /// The absolute paths of one that was opened by a path: as it was said, and without links.
  [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

 private:
  struct CloseStream {
    void operator()(DIR* stream) const noexcept { ::closedir(stream); }
  };
  int walk(const Directory& parent, std::string_view path, int flags);

  FileDescriptor fd_;  // until the first listing, whose stream takes it over
  std::unique_ptr<DIR, CloseStream> stream_;
  std::vector<std::string> names_;
};

}  // namespace sessionstore::interop
