#pragma once

#include <sessionstore/model.h>

#include <string>

#include "context.h"

namespace sessionstore::cli {

/// In a store that several people share, whose a session is that is not the caller's own, in words
/// such as ", which is bob@example.com's"; empty for one's own, and where nothing tells.
std::string whose(Context& context, const Session& session);

}  // namespace sessionstore::cli
