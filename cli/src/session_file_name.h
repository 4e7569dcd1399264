#pragma once

#include <string>
#include <string_view>

namespace sessionstore::cli {

/// The name of a session's file: its id where that can be one, else one made of it that no other
/// session has. At most 150 bytes and `ending`, which may be 100 bytes.
std::string session_file_name(const std::string& id, std::string_view ending);

}  // namespace sessionstore::cli
