#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>

namespace sessionstore::tests {

/// Root may read everything, so while this lives it steps down to see what others see.
class Unprivileged {
 public:
  Unprivileged() {
    if (root_) REQUIRE(::seteuid(65534) == 0);
  }
  ~Unprivileged() {
    if (root_ && ::seteuid(0) != 0) std::abort();
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  bool root_ = ::geteuid() == 0;
};

}  // namespace sessionstore::tests
