#include "opencode/opencode_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <chrono>
#include <csignal>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace sessionstore::tests {

namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

class Socket {
 public:
  explicit Socket(std::chrono::milliseconds patience = std::chrono::minutes(1))
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval time{patience.count() / 1000, patience.count() % 1000 * 1000};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  }
  ~Socket() { ::close(socket_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  [[nodiscard]] bool connect(int port) const {
    const sockaddr_in address = loopback(port);
    return ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  /// A port that is free now.
  [[nodiscard]] int any_port() const {
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      throw std::system_error(errno, std::generic_category(), "no free port");
    }
    return ntohs(address.sin_port);
  }
  void send(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t size = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (size <= 0) throw std::system_error(errno, std::generic_category(), "opencode serve");
      text.remove_prefix(static_cast<std::size_t>(size));
    }
  }
  /// What arrives next. Throws where nothing does for so long, or no more will.
  [[nodiscard]] std::string receive() const {
    std::array<char, 65536> buffer{};
    const ssize_t size = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (size <= 0) throw std::runtime_error("opencode serve: the reply ends early");
    return {buffer.data(), static_cast<std::size_t>(size)};
  }

 private:
  int socket_;
};

/// The body that the chunks hold; none while the last one is missing.
std::optional<std::string> body_of_chunks(std::string_view text) {
  std::string out;
  for (;;) {
    const std::size_t line = text.find("\r\n");
    if (line == std::string_view::npos) return std::nullopt;
    const std::size_t size = std::stoul(std::string(text.substr(0, line)), nullptr, 16);
    text.remove_prefix(line + 2);
    if (text.size() < size + 2) return std::nullopt;
    if (size == 0) return out;
    out += text.substr(0, size);
    text.remove_prefix(size + 2);
  }
}

/// The reply, once `text` holds all of it: the server keeps the connection open whatever is asked.
std::optional<HttpReply> reply_in(const std::string& text) {
  const std::size_t end = text.find("\r\n\r\n");
  if (end == std::string::npos) return std::nullopt;
  std::string head = text.substr(0, end + 2);
  for (char& letter : head) letter = static_cast<char>(std::tolower(letter));
  const std::string body = text.substr(end + 4);
  const int status = std::stoi(text.substr(text.find(' ') + 1));
  if (head.find("\r\ntransfer-encoding: chunked") != std::string::npos) {
    const std::optional<std::string> whole = body_of_chunks(body);
    return whole ? std::optional(HttpReply{status, *whole}) : std::nullopt;
  }
  constexpr std::string_view kLength = "\r\ncontent-length: ";
  const std::size_t length = head.find(kLength);
  const std::size_t size =
      length == std::string::npos ? 0 : std::stoul(head.substr(length + kLength.size()));
  return body.size() < size ? std::nullopt : std::optional(HttpReply{status, body});
}

HttpReply exchange(const Socket& socket, int port, const std::string& request) {
  if (!socket.connect(port)) {
    throw std::system_error(errno, std::generic_category(), "opencode serve");
  }
  socket.send(request);
  std::string text;
  for (;;) {
    text += socket.receive();
    if (const std::optional<HttpReply> reply = reply_in(text)) return *reply;
  }
}

/// Nothing tells that a server is ready but its answer; and 1.18.34 never answers what reaches it
/// in its first milliseconds of listening.
void wait_until_answering(int port) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  for (;;) {
    try {
      exchange(Socket(std::chrono::milliseconds(300)), port,
               "GET /session HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      return;
    } catch (const std::runtime_error&) {
      if (std::chrono::steady_clock::now() > deadline) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
}

}  // namespace

OpenCodeServer::OpenCodeServer(const RealOpenCode& opencode, const std::filesystem::path& directory)
    : port_(Socket().any_port()),
      process_(
          opencode.arguments({"serve", "--hostname", "127.0.0.1", "--port", std::to_string(port_)}),
          opencode.options(directory)) {
  wait_until_answering(port_);
}

HttpReply OpenCodeServer::request(const std::string& method, const std::string& path,
                                  const std::string& body) const {
  return exchange(Socket(), port_,
                  method + " " + path +
                      " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                      "Content-Length: " +
                      std::to_string(body.size()) + "\r\n\r\n" + body);
}

ProcessResult OpenCodeServer::stop() {
  process_.send(SIGTERM);
  return process_.wait();
}

void OpenCodeServer::kill() {
  process_.send(SIGKILL);
  process_.wait();
}

}  // namespace sessionstore::tests
