#include "wire.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sessionstore::tests {

Wire::Wire(Wire&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), tls_(std::move(other.tls_)) {}

void Wire::close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

bool Wire::begin_tls_as_server(const std::string& certificate, const std::string& key) {
  return shake_hands(TLS_server_method(), certificate, key);
}

bool Wire::begin_tls_as_client() { return shake_hands(TLS_client_method(), {}, {}); }

bool Wire::shake_hands(const SSL_METHOD* method, const std::string& certificate,
                       const std::string& key) {
  const std::unique_ptr<SSL_CTX, Free> context(SSL_CTX_new(method));
  // With TLS 1.3 a server sends tickets after the handshake: to wait for what they are followed by
  // would be to wait for ever.
  SSL_CTX_set_max_proto_version(context.get(), TLS1_2_VERSION);
  if (!certificate.empty() &&
      (SSL_CTX_use_certificate_chain_file(context.get(), certificate.c_str()) != 1 ||
       SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1)) {
    return false;
  }
  tls_.reset(SSL_new(context.get()));
  SSL_set_fd(tls_.get(), socket_);
  return (certificate.empty() ? SSL_connect(tls_.get()) : SSL_accept(tls_.get())) == 1;
}

bool Wire::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto sent = tls_ ? static_cast<ssize_t>(SSL_write(tls_.get(), bytes.data(),
                                                            static_cast<int>(bytes.size())))
                           : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string Wire::receive(std::size_t most) const {
  std::array<char, 65536> buffer{};
  std::string bytes;
  do {
    const auto size = tls_ ? static_cast<ssize_t>(SSL_read(tls_.get(), buffer.data(),
                                                           static_cast<int>(buffer.size())))
                           : ::recv(socket_, buffer.data(), std::min(most, buffer.size()), 0);
    if (size <= 0) break;
    bytes.append(buffer.data(), static_cast<std::size_t>(size));
    // What is decrypted already is not announced by the socket.
  } while (tls_ && SSL_pending(tls_.get()) > 0);
  return bytes;
}

}  // namespace sessionstore::tests
