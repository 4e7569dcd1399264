#include "server_certificate.h"

#include <cppconn/exception.h>
#include <fmt/format.h>
#include <netdb.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <memory>
#include <string_view>
#include <system_error>

#include "mysql_error.h"

namespace sessionstore::mysql {
namespace {

// The client library's numbers.
constexpr int kCannotConnect = 2002;
constexpr int kUnknownHost = 2005;
constexpr int kLost = 2013;

[[noreturn]] void fail(int number, const std::string& why) {
  throw ::sql::SQLException(why, "HY000", number);
}

std::string error_text(int number) { return std::generic_category().message(number); }

/// A connection on which every step has the same limit of time.
class Wire {
 public:
  Wire(const sockaddr* address, socklen_t size, int family, std::chrono::milliseconds limit)
      : socket_(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(limit);
    const timeval time{seconds.count(), std::chrono::microseconds(limit - seconds).count()};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
    if (::connect(socket_, address, size) != 0) problem_ = errno;
  }
  ~Wire() { ::close(socket_); }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  /// 0 where it is connected.
  [[nodiscard]] int problem() const { return problem_; }

  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) fail(kLost, "the connection was lost while asking for the certificate");
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  /// At least one byte.
  [[nodiscard]] std::string receive(std::size_t most) const {
    std::string bytes(most, '\0');
    const ssize_t size = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (size <= 0) fail(kLost, "the connection was lost while asking for the certificate");
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
  }

  [[nodiscard]] std::string receive_exactly(std::size_t size) const {
    std::string bytes;
    while (bytes.size() < size) bytes += receive(size - bytes.size());
    return bytes;
  }

 private:
  int socket_;
  int problem_ = 0;
};

std::unique_ptr<Wire> connect_by_socket(const std::string& path, std::chrono::milliseconds limit) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) fail(kCannotConnect, error_text(ENAMETOOLONG));
  std::copy(path.begin(), path.end(), std::begin(address.sun_path));
  return std::make_unique<Wire>(reinterpret_cast<const sockaddr*>(&address),
                                static_cast<socklen_t>(sizeof address), AF_UNIX, limit);
}

std::unique_ptr<Wire> connect_by_tcp(const MysqlSettings& settings,
                                     std::chrono::milliseconds limit) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int problem =
      ::getaddrinfo(settings.host.c_str(), std::to_string(settings.port).c_str(), &wanted, &found);
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, ::freeaddrinfo);
  if (problem != 0) fail(kUnknownHost, ::gai_strerror(problem));
  std::unique_ptr<Wire> wire;
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
    wire = std::make_unique<Wire>(one->ai_addr, one->ai_addrlen, one->ai_family, limit);
    if (wire->problem() == 0) break;
  }
  return wire;
}

std::unique_ptr<Wire> connect_to(const MysqlSettings& settings, std::chrono::milliseconds limit) {
  std::unique_ptr<Wire> wire;
  if (settings.socket.empty()) {
    wire = connect_by_tcp(settings, limit);
  } else {
    wire = connect_by_socket(settings.socket, limit);
  }
  if (wire->problem() != 0) fail(kCannotConnect, error_text(wire->problem()));
  return wire;
}

unsigned byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

std::string receive_packet(const Wire& wire) {
  const std::string header = wire.receive_exactly(4);
  return wire.receive_exactly(byte_at(header, 0) | byte_at(header, 1) << 8U);
}

// The server's greeting: a 10, its version up to a 0, a number, 8 random bytes and a 0; then what
// it can do. In its place there may be an error.
void require_tls(std::string_view greeting) {
  if (byte_at(greeting, 0) == 0xff) {
    fail(static_cast<int>(byte_at(greeting, 1) | byte_at(greeting, 2) << 8U),
         std::string(greeting.substr(std::min<std::size_t>(3, greeting.size()))));
  }
  const std::size_t end = greeting.find('\0');
  if (byte_at(greeting, 0) != 10 || end == std::string_view::npos) {
    fail(kLost, "what answers is no MySQL server");
  }
  constexpr unsigned kTlsInSecondByte = 0x08;
  if ((byte_at(greeting, end + 1 + 4 + 8 + 1 + 1) & kTlsInSecondByte) == 0) {
    fail(kTlsFailure, "TLS is required, but the server does not support it");
  }
}

// "I speak TLS from here on": a packet with number 1 and 32 bytes, which are what this client can
// do (protocol 4.1, TLS, methods of logging in), the longest packet, a character set and zeros.
std::string tls_request() {
  using namespace std::string_literals;
  return "\x20\x00\x00\x01"s + "\x00\x8a\x08\x00"s + "\x00\x00\x00\x01"s + "\x2d"s +
         std::string(23, '\0');
}

struct Free {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* connection) const { SSL_free(connection); }
  void operator()(X509* certificate) const { X509_free(certificate); }
};

// OpenSSL works in memory here: it would write to a closed socket without asking for no signal.
void shake_hands(const Wire& wire, SSL* tls) {
  BIO* const in = BIO_new(BIO_s_mem());
  BIO* const out = BIO_new(BIO_s_mem());
  SSL_set_bio(tls, in, out);
  for (;;) {
    const int result = SSL_connect(tls);
    std::array<char, 4096> buffer{};
    for (int size = 0; (size = BIO_read(out, buffer.data(), buffer.size())) > 0;) {
      wire.send({buffer.data(), static_cast<std::size_t>(size)});
    }
    if (result == 1) return;
    if (SSL_get_error(tls, result) != SSL_ERROR_WANT_READ)
      fail(kTlsFailure, "TLS could not be begun");
    const std::string bytes = wire.receive(buffer.size());
    BIO_write(in, bytes.data(), static_cast<int>(bytes.size()));
  }
}

std::string digest(const X509* certificate, const EVP_MD* kind) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  X509_digest(certificate, kind, bytes.data(), &size);
  std::string text;
  for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", bytes.at(i));
  return text;
}

}  // namespace

CertificatePrints fetch_certificate(const MysqlSettings& settings,
                                    std::chrono::milliseconds budget) {
  const std::unique_ptr<Wire> wire = connect_to(settings, budget);
  require_tls(receive_packet(*wire));
  wire->send(tls_request());
  const std::unique_ptr<SSL_CTX, Free> context(SSL_CTX_new(TLS_client_method()));
  const std::unique_ptr<SSL, Free> tls(context ? SSL_new(context.get()) : nullptr);
  if (!tls) fail(kTlsFailure, "OpenSSL has no memory");
  shake_hands(*wire, tls.get());
  const std::unique_ptr<X509, Free> certificate(SSL_get1_peer_certificate(tls.get()));
  if (!certificate) fail(kTlsFailure, "the server shows no certificate");
  return {digest(certificate.get(), EVP_sha256()), digest(certificate.get(), EVP_sha1())};
}

}  // namespace sessionstore::mysql
