#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "source_file.h"

namespace sessionstore::config {

struct Member;

/// A JSON value that remembers where it stands. Nested at most 64 levels.
struct Node {
  enum class Kind { null, boolean, integer, real, string, array, object };
  Kind kind = Kind::null;
  std::size_t offset = 0;  ///< of its first byte in the file's text
  std::string text;        ///< of a scalar: a string decoded, a number or boolean as JSON has it
  std::vector<Member> members;  ///< of an object, in order; of an array, with empty keys

  /// "a string", "an object" ...: for errors.
  [[nodiscard]] std::string_view kind_name() const;
};

struct Member {
  std::string key;
  std::size_t key_offset = 0;
  Node value;
};

/// The object that a configuration file holds; comments are allowed. Throws Error(invalid_argument)
/// with file, line, column, the key at which reading stopped, and the reason, but with nothing of a
/// value: that could be a password.
Node parse_positioned(const SourceFile& file);

}  // namespace sessionstore::config
