#pragma once

#include <sessionstore/digest.h>
#include <sessionstore/error.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace sessionstore::config {

/// A place in a text as editors count it: both from 1, columns in characters.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

Position position_of(std::string_view text, std::size_t offset);

/// One configuration file as it was read: UTF-8 without a byte order mark.
struct SourceFile {
  std::filesystem::path path;
  std::string text;
  Digest digest{};  ///< of the file's bytes
  /// Whether it is the working directory's, which may have come with somebody's repository.
  bool from_working_directory = false;

  /// "FILE:LINE"
  [[nodiscard]] std::string line(std::size_t offset) const;
  /// "FILE:LINE:COLUMN"
  [[nodiscard]] std::string place(std::size_t offset) const;
  /// Error(invalid_argument) "FILE:LINE:COLUMN: KEY: message". An empty key is left out.
  [[nodiscard]] Error error(std::size_t offset, std::string_view key, std::string_view message,
                            const std::string& hint = {}) const;
};

/// Reads a file; std::nullopt where there is nothing of that name. Throws Error(permission_denied),
/// or Error(invalid_argument) for a directory, a link that leads nowhere, an empty file or UTF-16.
std::optional<SourceFile> read_source_file(const std::filesystem::path& path);

/// A key as an error may print it: `?` unless it is one word of at most 64 letters, digits and
/// `$-_.`, for where a bracket too many stands, the "key" may be a secret value.
std::string printable(std::string_view key);

}  // namespace sessionstore::config
