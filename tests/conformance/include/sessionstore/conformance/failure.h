#pragma once

#include <sessionstore/conformance/code_place.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace sessionstore::conformance {

/// A rule that does not hold. Its text has file and line, what was expected and what was found.
class Failure : public std::runtime_error {
 public:
  explicit Failure(std::string_view text, CodePlace where = CodePlace::here());
};

}  // namespace sessionstore::conformance
