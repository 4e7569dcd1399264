#pragma once

#include <string>
#include <string_view>

/// Foreign text as a piece of a Markdown document (CommonMark). Printable already, or made so.
namespace sessionstore::cli {

/// One line of plain text: nothing in it has a meaning.
std::string markdown_plain(std::string_view text);

/// One line in a code span.
std::string markdown_code(std::string_view text);

/// A fenced block, whose fence is longer than any in `text`.
std::string markdown_fence(std::string_view language, std::string_view text);

/// Text that is Markdown: what it opens (a code block, a comment) it also closes, and it closes
/// nothing around it.
std::string markdown_enclosed(std::string text);

}  // namespace sessionstore::cli
