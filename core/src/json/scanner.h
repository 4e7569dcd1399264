#pragma once

#include <string>
#include <string_view>

namespace sessionstore::json {

/// Appends `text` to `out` without insignificant white space. `text` must be valid UTF-8; throws
/// Error(corrupt) with the byte offset unless it is one JSON value as RFC 8259 has it.
///
/// No library at hand both validates and keeps what was written: parsers decode numbers and
/// escapes, and minifiers do not validate. docs/adr/0002-verbatim-json.md has the comparison.
void minify(std::string_view text, std::string& out);

/// Whether minify() would leave the text as it is: one valid JSON value in UTF-8, and not a byte
/// more. Cheaper than minify().
bool is_minified(std::string_view text);

/// The end (one past the last byte) of the value that starts at `start` in valid, minified JSON. In
/// a damaged text some place from `start` to the end of the text, never beyond.
std::size_t end_of_value(std::string_view text, std::size_t start);

}  // namespace sessionstore::json
