#include "opencode/fake_model.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <system_error>

namespace sessionstore::tests {

// Not close-on-exec: the model inherits it, so that nobody has to wait until it listens.
FakeModel::Listener::Listener() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (socket_ < 0 ||
      ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(socket_, 64) != 0) {
    throw std::system_error(errno, std::generic_category(), "the model's socket");
  }
}

FakeModel::Listener::~Listener() { ::close(socket_); }

int FakeModel::Listener::port() const {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

FakeModel::FakeModel(const std::filesystem::path& log) : FakeModel(log, Listener()) {}

FakeModel::FakeModel(const std::filesystem::path& log, const Listener& listener)
    : log_(log),
      port_(listener.port()),
      process_({"/usr/bin/env", "python3", FAKE_MODEL, log.string(),
                std::to_string(listener.descriptor())},
               {{}, {{"PATH", std::getenv("PATH")}}, {}}) {}

std::vector<nlohmann::json> FakeModel::requests() const {
  std::vector<nlohmann::json> out;
  std::ifstream file(log_);
  for (std::string line; std::getline(file, line);) {
    out.push_back(nlohmann::json::parse(line));
  }
  return out;
}

}  // namespace sessionstore::tests
