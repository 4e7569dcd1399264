#include "relay.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include "listening.h"

namespace sessionstore::tests {
namespace {

sockaddr_in local(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

// The first packet that a server sends: 4 bytes of header, a version, the server's name up to a 0,
// a number and 8 random bytes and a 0; then what it can do. Bit 11 is TLS.
void hide_tls(char* greeting, std::size_t size) {
  const void* const end = std::memchr(greeting + 5, 0, size - 5);
  char* const abilities = static_cast<char*>(const_cast<void*>(end)) + 1 + 4 + 8 + 1;
  abilities[1] = static_cast<char>(abilities[1] & ~0x08);
}

void hand_on(int client, int server) {
  std::array<char, 65536> buffer{};
  bool greeted = false;
  std::array<pollfd, 2> both = {{{client, POLLIN, 0}, {server, POLLIN, 0}}};
  while (::poll(both.data(), both.size(), -1) > 0) {
    for (std::size_t i = 0; i < 2; ++i) {
      if (both[i].revents == 0) continue;
      const ssize_t size = ::recv(both[i].fd, buffer.data(), buffer.size(), 0);
      if (size <= 0) return;
      const auto bytes = static_cast<std::size_t>(size);
      if (i == 1 && !greeted) hide_tls(buffer.data(), bytes);
      greeted = greeted || i == 1;
      if (::send(both[1 - i].fd, buffer.data(), bytes, MSG_NOSIGNAL) < 0) return;
    }
  }
}

}  // namespace

// The system makes connections that nobody has accepted yet; where its queue is full, it drops what
// arrives.
SilentPort::SilentPort(Silence silence) : silence_(silence), socket_(listen_anywhere()) {
  if (silence == Silence::says_nothing) return;
  ::listen(socket_, 0);
  const sockaddr_in address = local(port_of(socket_));
  for (bool full = false; !full;) {
    waiting_.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    ::connect(waiting_.back(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    pollfd connected = {waiting_.back(), POLLOUT, 0};
    full = ::poll(&connected, 1, 300) == 0;
  }
}

SilentPort::~SilentPort() {
  for (const int socket : waiting_) ::close(socket);
  ::close(socket_);
}

std::string SilentPort::port() const { return std::to_string(port_of(socket_)); }

RelayWithoutTls::RelayWithoutTls(std::uint16_t target)
    : target_(target), socket_(listen_anywhere()), thread_([this] { serve(); }) {}

RelayWithoutTls::~RelayWithoutTls() {
  ending_ = true;
  const int last = connect_to(port_of(socket_));  // wakes the thread up
  thread_.join();
  ::close(last);
  ::close(socket_);
}

std::string RelayWithoutTls::port() const { return std::to_string(port_of(socket_)); }

void RelayWithoutTls::serve() {
  for (;;) {
    const int client = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (ending_ || client < 0) {
      ::close(client);
      return;
    }
    const int server = connect_to(target_);
    hand_on(client, server);
    ::close(server);
    ::close(client);
  }
}

}  // namespace sessionstore::tests
