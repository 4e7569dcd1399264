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

/// Text that is Markdown: a code block that it opens it also closes, and it closes nothing around
/// it. HTML in it, and links to anything but the web and files beside, are shown as text; what is
/// in code stays as it is.
/// A list must not stand open before it, where it begins_indented().
std::string markdown_enclosed(std::string text);

/// Whether the first line that is not empty begins with as many blanks as the text of a list's
/// item.
bool begins_indented(std::string_view text);

}  // namespace sessionstore::cli
