#include "switch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "local_sockets.h"

namespace sessionstore::tests {

Switch::Switch(std::uint16_t server_port)
    : listener_(listen_locally(port_)),
      wake_(require(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd")),
      server_port_(server_port) {
  thread_ = std::thread([this] { run(); });
}

Switch::~Switch() {
  stopping_ = true;
  order(Order::none);
  thread_.join();
  ::close(listener_);
  ::close(wake_);
}

void Switch::order(Order order) {
  {
    const std::lock_guard lock(mutex_);
    orders_.push_back(order);
  }
  const std::uint64_t one = 1;
  static_cast<void>(::write(wake_, &one, sizeof one) == sizeof one);
}

void Switch::lead_to(std::uint16_t server_port) {
  server_port_ = server_port;
  order(Order::cut_all);
}

void Switch::cut_one() { order(Order::cut_one); }

void Switch::cut_all() { order(Order::cut_all); }

void Switch::cut_next_after(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  next_limit_ = bytes;
}

void Switch::obey() {
  std::uint64_t count = 0;
  static_cast<void>(::read(wake_, &count, sizeof count));
  const std::lock_guard lock(mutex_);
  for (const Order order : std::exchange(orders_, {})) {
    if (order == Order::cut_all) links_.clear();
    if (order != Order::cut_one || links_.empty()) continue;
    links_.erase(std::next(links_.begin(), static_cast<std::ptrdiff_t>(random_() % links_.size())));
  }
}

void Switch::run() {
  while (!stopping_) {
    std::vector<pollfd> polled = {{wake_, POLLIN, 0}, {listener_, POLLIN, 0}};
    for (const Link& link : links_) {
      polled.push_back({link.client.socket(), POLLIN, 0});
      polled.push_back({link.server.socket(), POLLIN, 0});
    }
    if (::poll(polled.data(), polled.size(), -1) < 0) continue;
    auto events = polled.begin() + 2;
    for (auto link = links_.begin(); link != links_.end(); events += 2) {
      bool goes_on = events[0].revents == 0 || pass(*link, link->client, link->server);
      goes_on = goes_on && (events[1].revents == 0 || pass(*link, link->server, link->client));
      if (!goes_on) last_passed_ = link->passed;
      link = goes_on ? std::next(link) : links_.erase(link);
    }
    if (polled[1].revents != 0) accept_client();
    if (polled[0].revents != 0) obey();
  }
}

void Switch::accept_client() {
  Link link{Wire(::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC)),
            Wire(connect_locally(server_port_))};
  if (link.client.socket() < 0 || link.server.socket() < 0) return;
  const std::lock_guard lock(mutex_);
  link.left = std::exchange(next_limit_, std::nullopt);
  if (link.left != std::size_t{0}) links_.push_back(std::move(link));
}

bool Switch::pass(Link& link, const Wire& from, const Wire& to) {
  const std::string received = from.receive();
  if (received.empty()) return false;
  const std::size_t allowed = std::min(received.size(), link.left.value_or(received.size()));
  link.passed += allowed;
  if (link.left) *link.left -= allowed;
  return to.send(std::string_view(received).substr(0, allowed)) && link.left != std::size_t{0};
}

}  // namespace sessionstore::tests
