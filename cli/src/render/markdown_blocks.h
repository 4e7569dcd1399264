#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sessionstore::cli {

/// What a line of a Markdown text is.
enum class MarkdownLine { text, blank, code };

/// Tells of each line of a Markdown text (CommonMark) whether it is in a code block, those in lists
/// and quotes included. It takes for granted that there is no HTML in the other lines. A line is
/// `code` only where every reader of Markdown must see it so: in doubt it is `text`.
class MarkdownBlocks {
 public:
  /// `line` without its end, in the order of the text.
  MarkdownLine next(std::string_view line);

  /// The lines that end the code block in which the text ends; empty where it ends in none.
  [[nodiscard]] std::string closing() const;

 private:
  enum class Leaf { none, paragraph, indented, fenced };

  /// A quote or a list's item that is open.
  struct Container {
    bool quote = false;
    std::size_t indent = 0;  ///< of an item's content, from where the container around it begins
    bool empty = false;      ///< an item that has nothing yet
  };

  MarkdownLine classify(std::string_view line);
  MarkdownLine start_block(std::string_view line, std::size_t at);
  bool continue_leaf(std::string_view line, std::size_t at, MarkdownLine& kind);
  std::size_t match_containers(std::string_view line);
  bool open_quote(std::string_view line, std::size_t& at);
  bool open_item(std::string_view line, std::size_t& at, bool in_paragraph);
  bool open_fence(std::string_view text);
  /// Whether the paragraph is none for some readers, so that other rules hold after it.
  [[nodiscard]] bool readers_differ() const { return perhaps_table_ || perhaps_link_; }
  void close_unmatched() { open_.resize(matched_); }

  std::vector<Container> open_;
  std::size_t matched_ = 0;  ///< how many of them the current line goes on with
  Leaf leaf_ = Leaf::none;
  std::string fence_;           ///< of a fenced block
  bool perhaps_table_ = false;  ///< the paragraph, for some readers
  bool perhaps_link_ = false;   ///< the paragraph may be the target of a link only
  bool doubtful_ = false;       ///< readers differ on what follows
};

/// Whether the line may be what makes a table of the lines around it, for readers that know tables.
bool is_table_rule(std::string_view line);

}  // namespace sessionstore::cli
