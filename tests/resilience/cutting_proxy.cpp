#include "cutting_proxy.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "local_sockets.h"

namespace sessionstore::tests {
namespace {

constexpr std::size_t kHeader = 4;  // three bytes of length, one number
constexpr char kQuery = 3;          // COM_QUERY

std::size_t packet_size(std::string_view bytes) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i]));
  };
  return kHeader + byte(0) + (byte(1) << 8U) + (byte(2) << 16U);
}

// The packet by which a client asks for TLS is the first one, and as short as no other first one.
constexpr std::size_t kRequest = kHeader + 32;

bool asks_for_tls(std::string_view packet) {
  constexpr unsigned char kTls = 0x08;  // of the second byte of what a client can do
  return packet.size() == kRequest && (static_cast<unsigned char>(packet[kHeader + 1]) & kTls) != 0;
}

}  // namespace

CuttingProxy::CuttingProxy(std::uint16_t server_port, std::optional<Certificate> certificate)
    : listener_(listen_locally(port_)),
      stop_(require(::eventfd(0, EFD_CLOEXEC), "eventfd")),
      server_port_(server_port),
      certificate_(std::move(certificate)),
      thread_([this] { run(); }) {}

CuttingProxy::~CuttingProxy() {
  const std::uint64_t one = 1;
  if (::write(stop_, &one, sizeof one) == sizeof one) thread_.join();
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
      polled.push_back({link.client.socket(), POLLIN, 0});
      polled.push_back({link.server.socket(), POLLIN, 0});
    }
    if (::poll(polled.data(), polled.size(), -1) < 0) continue;
    if (polled[0].revents != 0) return;
    auto events = polled.begin() + 2;
    for (auto link = links_.begin(); link != links_.end(); events += 2) {
      bool goes_on = events[0].revents == 0 || pass_from_client(*link);
      goes_on = goes_on && (events[1].revents == 0 || pass_from_server(*link));
      link = goes_on ? std::next(link) : links_.erase(link);
    }
    if (polled[1].revents != 0) accept_client();
  }
}

void CuttingProxy::accept_client() {
  Link link{Wire(::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC)),
            Wire(connect_locally(server_port_))};
  if (link.client.socket() >= 0 && link.server.socket() >= 0) links_.push_back(std::move(link));
}

bool CuttingProxy::pass_from_client(Link& link) {
  // What follows a request for TLS, maybe at once, is not for us to read.
  const bool may_ask = !link.begun && link.from_client.size() < kRequest;
  const std::string received =
      may_ask ? link.client.receive(kRequest - link.from_client.size()) : link.client.receive();
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

bool CuttingProxy::begin_tls(Link& link, std::string_view request) const {
  return certificate_ && link.server.send(request) && link.server.begin_tls_as_client() &&
         link.client.begin_tls_as_server(certificate_->file, certificate_->key);
}

bool CuttingProxy::pass_packet(Link& link, std::string_view packet) {
  const bool begun = std::exchange(link.begun, true);
  if (!begun && asks_for_tls(packet)) return begin_tls(link, packet);
  link.cut = take_cut(packet);
  if (link.cut && link.cut->when == Cut::When::before) {
    link.server.close();
    link.cut->meanwhile();
    return false;
  }
  return link.server.send(packet);
}

bool CuttingProxy::pass_from_server(Link& link) {
  const std::string received = link.server.receive();
  if (received.empty()) return false;
  if (!link.cut) return link.client.send(received);
  if (link.cut->when == Cut::When::after) {
    link.server.close();
    link.cut->meanwhile();
    return false;
  }
  const std::size_t allowed = std::min(link.cut->answer_bytes, received.size());
  link.cut->answer_bytes -= allowed;
  return link.client.send(std::string_view(received).substr(0, allowed)) &&
         link.cut->answer_bytes > 0;
}

}  // namespace sessionstore::tests
