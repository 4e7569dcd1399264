#pragma once

#include <cstdlib>

namespace sessionstore::tests {

/// How many times as long as usual a random test is to run: script/stress says so, in
/// SESSIONSTORE_STRESS; 1 otherwise.
inline int stress_times() {
  const char* const told = std::getenv("SESSIONSTORE_STRESS");
  const int times = told == nullptr ? 1 : std::atoi(told);
  return times < 1 ? 1 : times;
}

}  // namespace sessionstore::tests
