#pragma once

#include <string>

namespace sessionstore {

/// Damage or a difference that verification found.
struct Difference {
  std::string session;  ///< empty where it concerns the store itself
  std::string kind;     ///< "missing", "hash", "storage", "columns", "content" ...
  std::string detail;
};

}  // namespace sessionstore
