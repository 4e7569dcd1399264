#pragma once

#include <sessionstore/json/document.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "directory.h"

namespace sessionstore::interop {

/// Reads whole files below one directory into one buffer that is used again and again. One thread.
class FileReader {
 public:
  /// The bytes of a regular file, `path` below `root`, also through links that stay there
  /// (links.h); nothing else is waited for or read. The view lives until the next call.
  /// std::nullopt where it cannot be read: problem() says why. Throws Error(interrupted) where it
  /// is stopped.
  std::optional<std::string_view> bytes(const Directory& root, const std::string& path);

  /// The JSON document in it; std::nullopt where it cannot be read or is none.
  std::optional<json::Document> document(const Directory& root, const std::string& path);

  /// Asked before each file.
  StopFlag stop = {};

  /// Why the last call gave nothing.
  [[nodiscard]] const std::string& problem() const noexcept { return problem_; }
  /// Whether the last call found no such file.
  [[nodiscard]] bool vanished() const noexcept { return vanished_; }
  /// Whether the last document had bytes that are no UTF-8, which became U+FFFD.
  [[nodiscard]] bool repaired() const noexcept { return repaired_; }

 private:
  std::nullopt_t fail(int error);
  FileDescriptor open(const Directory& root, const std::string& path);
  FileDescriptor open_at(const Directory& root, const std::string& path);
  void reserve(std::size_t size);
  void release();

  // The directory of the last file, since the next one mostly lies there too.
  std::string folder_path_;
  const Directory* folder_root_ = nullptr;
  Directory folder_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
  std::string problem_;
  bool vanished_ = false;
  bool repaired_ = false;
};

/// The system's words for an errno; ENOENT of what was listed a moment ago has its own, and ELOOP
/// of Directory::open_in().
std::string reason_of(int error);

}  // namespace sessionstore::interop
