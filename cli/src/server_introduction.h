#pragma once

#include <sessionstore/known_servers.h>

#include <memory>

#include "context.h"

namespace sessionstore::cli {

/// The servers that the user has accepted; asks about a new one where there is somebody to ask.
std::shared_ptr<KnownServers> users_servers(const Context& context);

}  // namespace sessionstore::cli
