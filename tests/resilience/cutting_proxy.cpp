#include "cutting_proxy.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

namespace sessionstore::tests {
namespace {

constexpr std::size_t kHeader = 4;  // three bytes of length, one number
constexpr char kQuery = 3;          // COM_QUERY

int require(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

sockaddr_in local_address(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int new_socket() { return require(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"); }

const sockaddr* plain(const sockaddr_in& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

/// What has come; empty at the end.
std::string receive(int socket) {
  std::array<char, 65536> buffer{};
  const ssize_t size = ::recv(socket, buffer.data(), buffer.size(), 0);
  return {buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

std::size_t packet_size(std::string_view bytes) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i]));
  };
  return kHeader + byte(0) + (byte(1) << 8U) + (byte(2) << 16U);
}

void close_socket(int& socket) {
  if (socket >= 0) ::close(socket);
  socket = -1;
}

}  // namespace

CuttingProxy::CuttingProxy(std::uint16_t server_port)
    : listener_(new_socket()),
      stop_(require(::eventfd(0, EFD_CLOEXEC), "eventfd")),
      server_port_(server_port) {
  sockaddr_in address = local_address(0);
  socklen_t size = sizeof address;
  require(::bind(listener_, plain(address), size), "bind");
  require(::listen(listener_, 64), "listen");
  require(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

CuttingProxy::~CuttingProxy() {
  const std::uint64_t one = 1;
  if (::write(stop_, &one, sizeof one) == sizeof one) thread_.join();
  for (Link& link : links_) {
    close_socket(link.client);
    close_socket(link.server);
  }
  ::close(listener_);
  ::close(stop_);
}

void CuttingProxy::cut_next(Cut cut) {
  const std::lock_guard lock(mutex_);
  next_ = std::move(cut);
}

bool CuttingProxy::has_cut() const {
  const std::lock_guard lock(mutex_);
  return !next_;
}

std::optional<Cut> CuttingProxy::take_cut(std::string_view packet) {
  packet.remove_prefix(std::min(packet.size(), kHeader));
  const std::lock_guard lock(mutex_);
  if (!next_ || packet.empty() || packet.front() != kQuery) return std::nullopt;
  if (packet.substr(1, next_->statement.size()) != next_->statement) return std::nullopt;
  return std::exchange(next_, std::nullopt);
}

void CuttingProxy::run() {
  for (;;) {
    std::vector<pollfd> polled = {{stop_, POLLIN, 0}, {listener_, POLLIN, 0}};
    for (const Link& link : links_) {
      polled.push_back({link.client, POLLIN, 0});
      polled.push_back({link.server, POLLIN, 0});
    }
    if (::poll(polled.data(), polled.size(), -1) < 0) continue;
    if (polled[0].revents != 0) return;
    auto events = polled.begin() + 2;
    for (auto link = links_.begin(); link != links_.end(); events += 2) {
      bool goes_on = events[0].revents == 0 || pass_from_client(*link);
      goes_on = goes_on && (events[1].revents == 0 || pass_from_server(*link));
      if (!goes_on) {
        close_socket(link->server);
        close_socket(link->client);
      }
      link = goes_on ? std::next(link) : links_.erase(link);
    }
    if (polled[1].revents != 0) accept_client();
  }
}

void CuttingProxy::accept_client() {
  Link link;
  link.client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  link.server = new_socket();
  const sockaddr_in address = local_address(server_port_);
  if (link.client >= 0 && ::connect(link.server, plain(address), sizeof address) == 0) {
    links_.push_back(std::move(link));
    return;
  }
  close_socket(link.client);
  close_socket(link.server);
}

bool CuttingProxy::pass_from_client(Link& link) {
  const std::string received = receive(link.client);
  if (received.empty()) return false;
  link.from_client += received;
  while (link.from_client.size() >= kHeader) {
    const std::size_t size = packet_size(link.from_client);
    if (link.from_client.size() < size) break;
    if (!pass_packet(link, std::string_view(link.from_client).substr(0, size))) return false;
    link.from_client.erase(0, size);
  }
  return true;
}

bool CuttingProxy::pass_packet(Link& link, std::string_view packet) {
  link.cut = take_cut(packet);
  if (link.cut && link.cut->when == Cut::When::before) {
    close_socket(link.server);
    link.cut->meanwhile();
    return false;
  }
  return send_all(link.server, packet);
}

bool CuttingProxy::pass_from_server(Link& link) {
  const std::string received = receive(link.server);
  if (received.empty()) return false;
  if (!link.cut) return send_all(link.client, received);
  if (link.cut->when == Cut::When::after) {
    close_socket(link.server);
    link.cut->meanwhile();
    return false;
  }
  const std::size_t allowed = std::min(link.cut->answer_bytes, received.size());
  link.cut->answer_bytes -= allowed;
  return send_all(link.client, std::string_view(received).substr(0, allowed)) &&
         link.cut->answer_bytes > 0;
}

}  // namespace sessionstore::tests
