#pragma once

#include <cstdint>

namespace sessionstore::tests {

/// What fails throws std::system_error.
int require(int result, const char* what);
/// A socket that listens on a port of 127.0.0.1 that nobody else has, which `port` becomes.
int listen_locally(std::uint16_t& port);
/// Connected to that port; -1 where nobody listens.
int connect_locally(std::uint16_t port);

}  // namespace sessionstore::tests
