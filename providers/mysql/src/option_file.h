#pragma once

#include <string>

namespace sessionstore::mysql {

/// A file of options for the client library, in memory, with a path that holds while this lives.
/// Options that MySQL Connector/C++ does not pass on reach the library so.
class OptionFile {
 public:
  /// `lines`: NAME=VALUE, each with its line break. Throws Error where there can be none: the
  /// library would go on without these options, and say nothing.
  explicit OptionFile(const std::string& lines);
  ~OptionFile();
  OptionFile(const OptionFile&) = delete;
  OptionFile& operator=(const OptionFile&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  int file_;
  std::string path_;
};

}  // namespace sessionstore::mysql
