#pragma once

#include <string_view>

/// Characters that a reader does not see, or that change what is seen around them (Unicode's
/// default-ignorable, formatting and bidirectional ones). Text may carry an instruction to a model
/// in them, or show something else than it holds.
namespace sessionstore::cli {

bool is_invisible(char32_t code);

/// What stands before a character.
struct Before {
  char32_t last = 0;  ///< the character before it; 0 at the start, and after one that was not shown
  char32_t base = 0;  ///< that before it too, where `last` only picks its form
};

/// Whether an invisible character has work to do between its neighbours (`next` is 0 at the end): a
/// joiner in an emoji or between letters of a script that needs it, a sign that picks the form of
/// the one before. One at a time: a row of them does nothing.
bool is_needed(char32_t code, const Before& before, char32_t next);

/// How many bytes at the start of `text`, which follows a black flag, spell the flag of England,
/// Scotland or Wales in tag characters; 0 where they do not. Any other tags are hidden text.
std::size_t flag_tags(std::string_view text);

}  // namespace sessionstore::cli
