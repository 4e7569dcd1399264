#include "support/test_servers.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace sessionstore::tests {

std::map<std::string, std::string> TestServer::root_settings() const {
  return {{"socket", facts.at("socket")}, {"username", facts.at("root_user")}, {"tls", "false"}};
}

std::map<std::string, std::string> TestServer::account_settings() const {
  return {{"host", "127.0.0.1"},
          {"port", facts.at("port")},
          {"username", facts.at("user")},
          {"password", facts.at("password")},
          {"database", facts.at("database")}};
}

std::optional<TestServer> find_server(const std::string& name) {
  const char* const told = std::getenv("SESSIONSTORE_TEST_SERVERS");
  if (told == nullptr) {
    throw std::runtime_error("run this test with ctest, which starts the servers it needs");
  }
  const std::filesystem::path directory = told;
  if (std::filesystem::exists(directory / (name + ".unavailable"))) return std::nullopt;
  std::ifstream file(directory / (name + ".env"));
  if (!file) throw std::runtime_error("no server: " + (directory / (name + ".env")).string());
  TestServer server;
  for (std::string line; std::getline(file, line);) {
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos) server.facts[line.substr(0, equals)] = line.substr(equals + 1);
  }
  return server;
}

}  // namespace sessionstore::tests
