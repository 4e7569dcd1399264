#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "census.h"
#include "merged_source.h"

namespace sessionstore::interop {

/// Which copy a session of the merged history is made of. A place is its index.
struct Chosen {
  std::size_t place = 0;
  std::string id;  ///< there
  bool fork = false;
  std::vector<std::size_t> others;  ///< places whose rows and records are kept beside it
  std::optional<std::size_t> head;  ///< where the session's own row is taken from, if elsewhere
};

/// By the ids of the merged history.
using Choices = std::map<std::string, Chosen, std::less<>>;

/// A place's copy of a session.
struct Copy {
  std::size_t place = 0;
  Census census;
};

/// Chooses among the copies of session `id`, at least one, which stand in the order of their
/// places; adds what the session and its forks are made of, and notes what is not plain.
void choose_copy(const std::string& id, std::vector<Copy> copies,
                 const std::vector<MergedPlace>& places, Choices& choices,
                 std::vector<Skipped>& notes);

}  // namespace sessionstore::interop
