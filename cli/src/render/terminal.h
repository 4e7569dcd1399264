#pragma once

#include <string>
#include <string_view>

namespace sessionstore::cli {

enum class Style { bold, dim, red, green, yellow, cyan };

/// What stands at the other end of a file descriptor.
struct Terminal {
  bool is_terminal = false;
  bool colour = false;  ///< a terminal that wants colour: no NO_COLOR, no TERM=dumb
  int width = 0;        ///< columns; 0 means without limit, as in a file

  /// `no_color` and `term` are the environment variables of these names; empty if not set.
  static Terminal of(int descriptor, std::string_view no_color, std::string_view term);

  /// How many columns a terminal has now.
  static int width_of(int descriptor);

  /// `text` in that style, or as it is where there is no colour. Empty text stays empty.
  [[nodiscard]] std::string paint(Style style, std::string_view text) const;
};

}  // namespace sessionstore::cli
