#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foreign_path.h"

namespace sessionstore::interop {

/// Where directories of another machine are on this one.
class DirectoryMap {
 public:
  struct Place {
    std::string directory;  ///< of here
    std::string of_rule;    ///< the rule's own directory of here, which must hold it
  };

  /// `home` stands for `${HOME}` on either side of a rule.
  explicit DirectoryMap(std::string home) : home_(std::move(home)) {}

  /// What lies in `from` there, in whatever way that is written (ForeignPath), lies in `to` here.
  /// The deepest `from` that fits decides.
  void add(std::string_view from, std::string_view to);
  /// Nothing where no rule fits, and for a path that climbs.
  [[nodiscard]] std::optional<Place> find(std::string_view directory) const;

 private:
  struct Rule {
    ForeignPath from;
    std::string to;
  };
  [[nodiscard]] std::string expanded(std::string_view path) const;

  std::string home_;
  std::vector<Rule> rules_;
};

}  // namespace sessionstore::interop
