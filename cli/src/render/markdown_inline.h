#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sessionstore::cli {

/// The lines of a Markdown text that are not in code blocks, without what acts in a browser: no
/// `<` begins a tag, a comment or a link, and a link that is no plain address of the web or a file
/// beside is text. Inline code stays as it is, where every reader of Markdown must take it for
/// code.
class MarkdownInline {
 public:
  /// `tables`: whether the text may have tables, in which a `|` ends inline code.
  explicit MarkdownInline(bool tables) : tables_(tables) {}

  std::string harmless(std::string_view line);
  /// A paragraph has ended.
  void end_paragraph() { doubtful_ = false; }

 private:
  void code(std::string_view line, std::size_t& at, std::string& out);
  void bracket(std::string_view line, std::size_t& at, std::string& out);

  bool tables_;
  bool in_address_ = false;  ///< of the web, perhaps
  bool doubtful_ = false;    ///< a ` may have another meaning, up to the paragraph's end
};

}  // namespace sessionstore::cli
