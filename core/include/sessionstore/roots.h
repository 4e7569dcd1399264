#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

/// Which sessions are roots: those that no list without child sessions may leave out, so that each
/// session of a place is found below exactly one of them. A root has no parent, or one that is not
/// in the place, or is the least id (as bytes) of a circle of parents.
namespace sessionstore {

/// Finds circles of parents by asking for one parent after the other, for each session's once.
/// One thread at a time.
class ParentCircles {
 public:
  /// The parent of a session; none where it has none, or is not in the place itself.
  using ParentOf = std::function<std::optional<std::string>(const std::string& id)>;

  explicit ParentCircles(ParentOf parent_of) : parent_of_(std::move(parent_of)) {}

  /// Whether it is the least id of a circle of parents.
  bool is_root(const std::string& id);

 private:
  ParentOf parent_of_;
  std::set<std::string> seen_;
  std::set<std::string> roots_;
};

/// By session id; of every session of a place.
using Parents = std::map<std::string, std::optional<std::string>, std::less<>>;

/// The ids of the roots.
std::set<std::string, std::less<>> find_roots(const Parents& parents);

}  // namespace sessionstore
