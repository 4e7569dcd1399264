#pragma once

#include <map>
#include <optional>
#include <string>

namespace sessionstore::tests {

/// A server that script/servers started.
struct TestServer {
  std::map<std::string, std::string>
      facts;         ///< as script/servers wrote them down: socket, port ...
  bool tls = false;  ///< whether the tests' clients are to use TLS

  /// Settings of the provider mysql: through the socket, as root, without a database.
  [[nodiscard]] std::map<std::string, std::string> root_settings() const;
  /// Through TCP, as the account that docker-compose.yml makes, in its database.
  [[nodiscard]] std::map<std::string, std::string> account_settings() const;
};

/// "mariadb" or "mysql". The environment's SESSIONSTORE_TEST_SERVERS names the directory. Throws
/// where there is no such server; std::nullopt where script/servers could not get MySQL's packages.
std::optional<TestServer> find_server(const std::string& name);

}  // namespace sessionstore::tests
