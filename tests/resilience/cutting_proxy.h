#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "wire.h"

namespace sessionstore::tests {

/// Where a connection is cut.
struct Cut {
  enum class When {
    before,     ///< the statement does not reach the server
    after,      ///< it does, and has happened; the answer does not reach the client
    in_answer,  ///< the client gets `answer_bytes` of the answer
  };
  When when = When::before;
  std::string statement;  ///< how it begins, sent as text
  std::size_t answer_bytes = 0;
  /// Called after the server has lost the client and before the client notices.
  std::function<void()> meanwhile = [] {};
};

/// What a proxy shows to clients that ask for TLS, so that it can read along: PEM files.
struct Certificate {
  std::string file;
  std::string key;
};

/// Stands between clients and a MySQL server, and cuts a connection at a statement. Thread-safe.
class CuttingProxy {
 public:
  /// Forwards a port of its own on 127.0.0.1 to that one. TLS ends here and begins anew.
  explicit CuttingProxy(std::uint16_t server_port, std::optional<Certificate> certificate = {});
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  [[nodiscard]] std::string port() const { return std::to_string(port_); }
  /// Cuts at the next such statement, once.
  void cut_next(Cut cut);
  /// Whether that has happened.
  [[nodiscard]] bool has_cut() const;

 private:
  struct Link {
    Wire client;
    Wire server;
    std::string from_client = {};           // not yet a whole packet
    bool begun = false;                     // the client has said whether it wants TLS
    std::optional<Cut> cut = std::nullopt;  // at the answer that comes next
  };

  void run();
  void accept_client();
  /// These return false once the link is to be closed.
  bool pass_from_client(Link& link);
  bool pass_from_server(Link& link);
  bool pass_packet(Link& link, std::string_view packet);
  bool begin_tls(Link& link, std::string_view request) const;
  std::optional<Cut> take_cut(std::string_view packet);

  std::uint16_t port_ = 0;
  int listener_;
  int stop_;
  std::uint16_t server_port_;
  std::optional<Certificate> certificate_;
  std::list<Link> links_;  // the thread's own
  mutable std::mutex mutex_;
  std::optional<Cut> next_;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace sessionstore::tests
