#pragma once

#include <optional>

#include "cutting_proxy.h"
#include "support/test_servers.h"

namespace sessionstore::tests {

/// Runs the test case again for each server that is there, without TLS and with it.
TestServer each_server();

/// What a proxy shows to clients of that server; nothing where they use no TLS.
std::optional<Certificate> certificate_of(const TestServer& server);

}  // namespace sessionstore::tests
