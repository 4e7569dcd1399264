#pragma once

namespace sessionstore::conformance {

/// A line of source code. As a default argument, `CodePlace::here()` is the line of the call, as
/// std::source_location::current() is, which Clang has with GCC's library only from 16 on.
struct CodePlace {
  const char* file;
  unsigned line;

  static constexpr CodePlace here(const char* file = __builtin_FILE(),
                                  unsigned line = __builtin_LINE()) {
    return {file, line};
  }
};

}  // namespace sessionstore::conformance
