#pragma once

#include <string>
#include <string_view>

/// Text for people's screens. What agents and models wrote is foreign: it may hold escape sequences
/// that steer a terminal, and characters that reorder what is read, so all of it goes through here.
/// Needs use_utf8(), or every character outside ASCII counts as one that cannot be shown.
namespace sessionstore::cli {

/// Makes the process's character type UTF-8 (and nothing else of its locale). Call it once, early.
void use_utf8();

/// `text` for one line: control characters, those that change the reading direction and those that
/// nobody sees are spelled out (`\x1b`, `\u202e`, `\u200b`), but for those that an emoji or a
/// script needs where they stand; runs of white space become one blank, bytes that are no UTF-8
/// U+FFFD.
std::string printable_line(std::string_view text);

/// The same for text of several lines: line ends and tabs stay, CR LF becomes LF.
std::string printable_text(std::string_view text);

/// A JSON text, or a part of one between its characters, of which all that steers a terminal or
/// that nobody sees is written as \uXXXX: to a parser it is the same text.
std::string printable_json(std::string_view json);

/// How many columns a printable text of one line takes on a terminal.
int display_width(std::string_view text);

/// `text` in at most `width` columns; where something had to go it ends in `…`.
std::string cut_to_width(std::string_view text, int width);

/// The same, but the end is kept: it begins with `…` then.
std::string cut_to_end(std::string_view text, int width);

/// Whether it is valid UTF-8.
bool is_utf8(std::string_view text);

}  // namespace sessionstore::cli
