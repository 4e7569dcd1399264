#include "local_sockets.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace sessionstore::tests {
namespace {

sockaddr_in local_address(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

const sockaddr* plain(const sockaddr_in& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

int new_socket() { return require(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"); }

}  // namespace

int require(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

int listen_locally(std::uint16_t& port) {
  const int listener = new_socket();
  sockaddr_in address = local_address(0);
  socklen_t size = sizeof address;
  require(::bind(listener, plain(address), size), "bind");
  require(::listen(listener, 64), "listen");
  require(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
  port = ntohs(address.sin_port);
  return listener;
}

int connect_locally(std::uint16_t port) {
  const int connected = new_socket();
  const sockaddr_in address = local_address(port);
  if (::connect(connected, plain(address), sizeof address) == 0) return connected;
  ::close(connected);
  return -1;
}

}  // namespace sessionstore::tests
