#pragma once

#include <cstdint>

namespace sessionstore::tests {

/// A socket that listens at a port of this machine that was free.
int listen_anywhere();

std::uint16_t port_of(int socket);

/// A socket that is connected to a port of this machine.
int connect_to(std::uint16_t port);

}  // namespace sessionstore::tests
