#pragma once

#include <string_view>

namespace sessionstore::cli {

/// Whether there is a person at a terminal who sees a question and can answer it.
bool can_ask();

/// Whether the person says yes; anything else is a no. `question` must be printable.
bool answers_yes(std::string_view question);

}  // namespace sessionstore::cli
