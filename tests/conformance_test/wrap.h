#pragma once

#include <memory>
#include <utility>

namespace sessionstore::tests {

/// Makes a mutant around what it is given: what the lists of mutants name.
template <typename Mutant>
struct Wrap {
  template <typename Pointer>
  auto operator()(Pointer inner) const {
    if constexpr (requires { Pointer(inner); }) {
      return std::make_shared<Mutant>(std::move(inner));
    } else {
      return std::make_unique<Mutant>(std::move(inner));
    }
  }
};

}  // namespace sessionstore::tests
