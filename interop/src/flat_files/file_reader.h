#pragma once

#include <sessionstore/json/document.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "directory.h"

namespace sessionstore::interop {

/// Reads whole files into one buffer that is used again and again. One thread.
class FileReader {
 public:
  /// The bytes of a regular file, links followed; nothing else is waited for or read. The view
  /// lives until the next call. std::nullopt where it cannot be read: problem() says why.
  std::optional<std::string_view> bytes(const Directory& directory, const char* name);

  /// The JSON document in it; std::nullopt where it cannot be read or is none.
  std::optional<json::Document> document(const Directory& directory, const char* name);

  /// Why the last call gave nothing.
  [[nodiscard]] const std::string& problem() const noexcept { return problem_; }
  /// Whether the last call found no such file.
  [[nodiscard]] bool vanished() const noexcept { return vanished_; }
  /// Whether the last document had bytes that are no UTF-8, which became U+FFFD.
  [[nodiscard]] bool repaired() const noexcept { return repaired_; }

 private:
  std::nullopt_t fail(int error);
  void reserve(std::size_t size);
  void release();

  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
  std::string problem_;
  bool vanished_ = false;
  bool repaired_ = false;
};

/// The system's words for an errno; ENOENT of a file that was listed a moment ago has its own.
std::string reason_of(int error);

}  // namespace sessionstore::interop
