#pragma once

#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace sessionstore::tests {

/// One end of a connection that somebody sits in the middle of: a socket, which may come to speak
/// TLS. Owns the socket. One thread.
class Wire {
 public:
  explicit Wire(int socket) : socket_(socket) {}
  ~Wire() { close(); }
  Wire(Wire&& other) noexcept;
  Wire& operator=(Wire&&) = delete;

  [[nodiscard]] int socket() const { return socket_; }
  /// The other side sees that it has ended, without a word of TLS.
  void close();
  /// Shakes hands, as a server with that certificate and key (PEM files), or as a client. Returns
  /// whether that worked.
  bool begin_tls_as_server(const std::string& certificate, const std::string& key);
  bool begin_tls_as_client();

  bool send(std::string_view bytes) const;
  /// What has come, and without TLS no more than `most`; empty at the end.
  [[nodiscard]] std::string receive(std::size_t most = 65536) const;

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL* tls) const { SSL_free(tls); }
  };
  bool shake_hands(const SSL_METHOD* method, const std::string& certificate,
                   const std::string& key);

  int socket_;
  std::unique_ptr<SSL, Free> tls_;
};

}  // namespace sessionstore::tests
