#pragma once

#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sessionstore::conformance {

/// A rule that does not hold. Its text has file and line, what was expected and what was found.
class Failure : public std::runtime_error {
 public:
  explicit Failure(std::string_view text,
                   std::source_location where = std::source_location::current());
};

}  // namespace sessionstore::conformance
