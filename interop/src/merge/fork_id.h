#pragma once

#include <string>
#include <string_view>

namespace sessionstore::interop {

/// The id of a second session made of another copy of `id` that stands in `place`: shaped as
/// OpenCode's own (`ses_`, 12 hexadecimal digits of its time, 14 letters and digits), and the same
/// whenever it is made anew.
std::string fork_id(std::string_view id, std::string_view place);

}  // namespace sessionstore::interop
