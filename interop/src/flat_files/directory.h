#pragma once

#include <dirent.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "file_descriptor.h"

namespace sessionstore::interop {

/// What a name in a directory stands for, links followed.
enum class EntryKind { file, directory, broken_link, other };

struct Entry {
  std::string_view name;  ///< ends in a NUL behind the view, as system calls want it
  EntryKind kind = EntryKind::other;
};

/// The names in one directory, sorted as bytes, without `.` and `..`. One object serves many
/// directories, so that a listing seldom allocates; its entries live until the next one.
class Listing {
 public:
  [[nodiscard]] auto begin() const noexcept { return entries_.begin(); }
  [[nodiscard]] auto end() const noexcept { return entries_.end(); }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  void clear() noexcept;

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
  int open(const char* path);
  int open_in(const Directory& parent, const char* path);
  int list(Listing& listing);

  /// For openat() and its kin; -1 while it is not open.
  [[nodiscard]] int fd() const noexcept { return stream_ ? ::dirfd(stream_.get()) : fd_.get(); }
  [[nodiscard]] bool is_open() const noexcept { return fd() >= 0; }

 private:
  struct CloseStream {
    void operator()(DIR* stream) const noexcept { ::closedir(stream); }
  };
  int open_at(int parent, const char* path);

  FileDescriptor fd_;  // until the first listing, whose stream takes it over
  std::unique_ptr<DIR, CloseStream> stream_;
};

}  // namespace sessionstore::interop
