#pragma once

#include <string>

#include "context.h"

/// Who and where, for sessions that come from a place that does not tell.
namespace sessionstore::cli {

/// `sessionProvider.author`, else git's user.email, else the user.
std::string author_of(Context& context);
/// `sessionProvider.machine`, else the host's name.
std::string machine_of(Context& context);

}  // namespace sessionstore::cli
