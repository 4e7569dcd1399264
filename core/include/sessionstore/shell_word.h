#pragma once

#include <string>
#include <string_view>

namespace sessionstore {

/// `text` as one word of a command that a person may copy into a POSIX shell: as it is where no
/// shell gives a character of it a meaning, else in single quotes.
std::string shell_word(std::string_view text);

}  // namespace sessionstore
