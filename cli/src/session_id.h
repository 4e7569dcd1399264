#pragma once

#include <sessionstore/store.h>

#include <string>
#include <string_view>

namespace sessionstore::cli {

/// The session that `text` names: its whole id, or a prefix that only one id has. Throws
/// Error(not_found), or Error(invalid_argument) that lists the matches of an ambiguous prefix.
std::string find_session_id(SessionStore& store, std::string_view text);

}  // namespace sessionstore::cli
