#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sessionstore::interop {

/// A path as some machine wrote it, taken apart by the rules of its own system, so that all ways to
/// write one directory are the same:
///
///     D:\a\b   D:/a/b   d:\A\B   D:\a\\b\   \\?\D:\a\b      a drive of Windows
///     \\server\share\a   //Server/Share/a   \\?\UNC\server\share\a     a share of Windows
///     /a/b   /a//b/   /a/./b      any other system
///
/// Names are compared as they are written, those of Windows without regard to case. Empty names and
/// `.` count for nothing; `..` stays: see climbs().
class ForeignPath {
 public:
  explicit ForeignPath(std::string_view text);

  /// Whether it is `directory` or lies below it: by whole names, never by a part of one.
  [[nodiscard]] bool is_in(const ForeignPath& directory) const;
  /// How deep it lies.
  [[nodiscard]] std::size_t depth() const { return names_.size(); }
  /// What lies below its last directory of that name, as from() gives it; nothing where there is
  /// none, or nothing below it.
  [[nodiscard]] std::string below(std::string_view name) const;
  /// Its names from the `depth`th on, each behind a '/'.
  [[nodiscard]] std::string from(std::size_t depth) const;

 private:
  [[nodiscard]] bool is_of_windows() const;

  enum class Root : std::uint8_t { none, slash, backslash, drive, share };

  Root root_ = Root::none;
  std::string drive_;                // its letter
  std::vector<std::string> names_;   // as they are written; of a share its server and name as well
  std::vector<std::string> folded_;  // as they are compared
};

}  // namespace sessionstore::interop
