#pragma once

#include <sessionstore/endpoint.h>

#include <functional>
#include <map>
#include <string>

namespace sessionstore::interop {

/// Which messages and parts a copy of a session has, and what is in them, by hash.
struct Census {
  Session session;
  /// A message by its id, a part by its message's and its own with a slash between.
  std::map<std::string, Digest, std::less<>> rows;
};

/// Reads the whole session.
Census take_census(SessionSource& source, std::string_view id);

/// Whether `whole` has every row that `part` has, whatever is in them.
bool has_all_of(const Census& whole, const Census& part);

/// Whether `a` is the later state of a session: the longer one where one is a beginning of the
/// other, else the one changed last.
bool is_later(const Census& a, const Census& b);

}  // namespace sessionstore::interop
