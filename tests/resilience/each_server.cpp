#include "each_server.h"

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace sessionstore::tests {
namespace {

std::vector<TestServer> servers() {
  // One of them alone, where the environment names it: so both can be tested at the same time.
  const char* const only = std::getenv("SESSIONSTORE_TEST_SERVER");
  std::vector<TestServer> found;
  for (const std::string name : {"mariadb", "mysql"}) {
    if (only != nullptr && name != only) continue;
    // Where there is no MySQL, script/servers has said loudly why.
    auto server = find_server(name);
    if (!server) continue;
    for (const bool tls : {false, true}) {
      server->tls = tls;
      found.push_back(*server);
    }
  }
  return found;
}

}  // namespace

TestServer each_server() {
  static const std::vector<TestServer> all = servers();
  if (all.empty()) {
    std::puts("not run: script/servers has no MySQL, and has said why");
    std::exit(77);  // ctest's SKIP_RETURN_CODE
  }
  TestServer server = GENERATE(from_range(all));
  CAPTURE(server.facts.at("version"), server.tls);
  return server;
}

std::optional<Certificate> certificate_of(const TestServer& server) {
  if (!server.tls) return std::nullopt;
  return Certificate{server.facts.at("server_cert"), server.facts.at("server_key")};
}

}  // namespace sessionstore::tests
