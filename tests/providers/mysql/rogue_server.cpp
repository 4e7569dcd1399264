#include "rogue_server.h"

#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <memory>
#include <utility>

#include "listening.h"

namespace sessionstore::tests {
namespace {

using namespace std::string_literals;

constexpr unsigned kTls = 0x800;

/// Two bytes of a packet, the lower one first.
unsigned two_bytes(const std::string& packet) {
  return static_cast<unsigned char>(packet[0]) + 256U * static_cast<unsigned char>(packet[1]);
}

struct Free {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* connection) const { SSL_free(connection); }
};

/// One client. Packets have three bytes of length and a number before them.
class Client {
 public:
  explicit Client(int socket) : socket_(socket) {}
  ~Client() {
    tls_.reset();
    ::close(socket_);
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool begin_tls(const RogueServer::Script& script) {
    context_.reset(SSL_CTX_new(TLS_server_method()));
    SSL_CTX_use_certificate_chain_file(context_.get(), script.certificate.c_str());
    SSL_CTX_use_PrivateKey_file(context_.get(), script.key.c_str(), SSL_FILETYPE_PEM);
    tls_.reset(SSL_new(context_.get()));
    SSL_set_fd(tls_.get(), socket_);
    return SSL_accept(tls_.get()) == 1;
  }

  void send(const std::string& packet) {
    const auto size = static_cast<unsigned>(packet.size());
    std::string bytes = {static_cast<char>(size & 0xffU), static_cast<char>(size >> 8U), 0,
                         static_cast<char>(number_++)};
    bytes += packet;
    if (tls_) {
      SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()));
    } else {
      ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }
  }

  /// False at the end.
  bool receive(std::string& packet) {
    std::string header;
    if (!receive_exactly(header, 4)) return false;
    number_ = static_cast<unsigned char>(header[3]) + 1U;
    return receive_exactly(packet, two_bytes(header));
  }

 private:
  bool receive_exactly(std::string& bytes, std::size_t size) {
    bytes.assign(size, '\0');
    for (std::size_t done = 0; done < size;) {
      const auto got = tls_ ? SSL_read(tls_.get(), &bytes[done], static_cast<int>(size - done))
                            : ::recv(socket_, &bytes[done], size - done, 0);
      if (got <= 0) return false;
      done += static_cast<std::size_t>(got);
    }
    return true;
  }

  int socket_;
  unsigned number_ = 0;
  std::unique_ptr<SSL_CTX, Free> context_;
  std::unique_ptr<SSL, Free> tls_;
};

std::string greeting(const RogueServer::Script& script) {
  // Protocol 4.1, methods of logging in, databases; and TLS.
  const char second = static_cast<char>(script.certificate.empty() ? '\xa2' : '\xaa');
  return "\x0a"s + "8.4.0\0"s + "\1\0\0\0"s + challenge().substr(0, 8) + "\0"s + "\x0f"s + second +
         "\x2d\2\0"s + "\x08\0"s + "\x15"s + std::string(10, '\0') + challenge().substr(8) +
         script.greets_with + '\0';
}

unsigned abilities(const std::string& answer) { return answer.size() < 2 ? 0 : two_bytes(answer); }

}  // namespace

std::string challenge() { return "ABCDEFGHIJKLMNOPQRST\0"s; }

std::string switch_to(const std::string& method, const std::string& data) {
  return '\xfe' + method + '\0' + data;
}

RogueServer::RogueServer(Script script)
    : script_(std::move(script)), socket_(listen_anywhere()), thread_([this] { serve(); }) {}

RogueServer::~RogueServer() {
  ending_ = true;
  const int last = connect_to(port_of(socket_));
  thread_.join();
  ::close(last);
  ::close(socket_);
}

std::string RogueServer::port() const { return std::to_string(port_of(socket_)); }

std::vector<std::string> RogueServer::heard() const {
  const std::lock_guard lock(mutex_);
  return heard_;
}

void RogueServer::note(const std::string& packet) {
  const std::lock_guard lock(mutex_);
  heard_.push_back(packet);
}

void RogueServer::serve() {
  sigset_t pipe;
  ::sigemptyset(&pipe);
  ::sigaddset(&pipe, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
  for (;;) {
    Client client(::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC));
    if (ending_) return;
    client.send(greeting(script_));
    std::string packet;
    const auto listen = [&] {
      if (!client.receive(packet)) return false;
      note(packet);
      return true;
    };
    if (!client.receive(packet)) continue;
    const bool tls = !script_.certificate.empty() && (abilities(packet) & kTls) != 0;
    if (tls && !(client.begin_tls(script_) && client.receive(packet))) continue;
    note(packet);
    bool there = true;
    for (auto say = script_.says.begin(); there && say != script_.says.end(); ++say) {
      client.send(*say);
      there = listen();
    }
    if (there) client.send("\xff\x15\x04#28000go away"s);
  }
}

}  // namespace sessionstore::tests
