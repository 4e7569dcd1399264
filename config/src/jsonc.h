#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sessionstore::config {

/// JSON with comments, made plain JSON of the same length, so that offsets stay what they were.
struct PlainJson {
  std::string text;  ///< every byte of a comment is a blank; line breaks are kept
  /// Where each key, value and opening bracket starts, in order: the order of a SAX parser's
  /// events.
  std::vector<std::size_t> tokens;
  /// Where a block comment starts that never ends; npos where there is none.
  std::size_t open_comment = std::string::npos;
};

/// Blanks `// ...` and `/* ... */` outside strings. Takes any bytes; checks nothing else.
PlainJson plain_json(std::string_view jsonc);

}  // namespace sessionstore::config
