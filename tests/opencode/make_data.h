#pragma once

#include <string>
#include <vector>

#include "opencode/real_opencode.h"

namespace sessionstore::tests {

/// The ids of what make_data() made, by what they are for.
struct MadeData {
  std::string
      tools;  ///< in the checkout: all tools, an error, todos and a child session; two turns
  std::string thinking;  ///< in the checkout: reasoning, an attached file, a title of its own
  std::string local;     ///< in a checkout without a remote
  std::string plain;     ///< in a directory outside any checkout
  [[nodiscard]] std::vector<std::string> all() const { return {tools, thinking, local, plain}; }
};

/// A history such as a user has, made by the program itself in about ten seconds.
MadeData make_data(const RealOpenCode& opencode);

}  // namespace sessionstore::tests
