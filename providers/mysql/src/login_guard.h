#pragma once

#include <string>

#include "client_library.h"

namespace sessionstore::mysql {

/// What one log-in may do.
struct LoginRules {
  /// Whether a server without TLS is refused, before anything is sent to it.
  bool needs_tls = false;
  /// Whether nobody but the right server can be at the other end, and nobody can listen: only then
  /// may a method send the password itself, and more than its answer to the server's challenge.
  bool trusted = false;
};

/// Watches over what is sent while a thread logs in to a server (ADR 19). It stands between
/// libmariadb and its methods of logging in, of which there is one list in a process; log-ins of
/// threads that hold no guard are as they always were. At most one in a thread at a time.
class LoginGuard {
 public:
  /// Throws Error(unsupported) where libmariadb's methods cannot be watched.
  explicit LoginGuard(LoginRules rules);
  ~LoginGuard();
  LoginGuard(const LoginGuard&) = delete;
  LoginGuard& operator=(const LoginGuard&) = delete;

  /// The methods that are watched and allowed, separated by commas. All others must be forbidden to
  /// libmariadb (`restricted-auth`).
  [[nodiscard]] const std::string& methods() const { return methods_; }
  /// Whether the server had no TLS though it is needed.
  [[nodiscard]] bool missed_tls() const { return missed_tls_; }
  /// Whether the server asked for the password, and did not get it.
  [[nodiscard]] bool withheld() const { return withheld_; }
  /// Whether the connection that has logged in is encrypted, as seen from here.
  [[nodiscard]] bool encrypted() const;

  /// For the methods that are watched: runs one.
  int log_in(LoginMethod method, LoginPackets* packets, st_mysql* connection);
  /// Writes the first packet of a method, and no other.
  int write_once(LoginPackets* packets, const unsigned char* packet, std::size_t size);

 private:
  LoginRules rules_;
  std::string methods_;
  bool missed_tls_ = false;
  bool withheld_ = false;
  st_mysql* connection_ = nullptr;
  bool answered_ = false;
  decltype(LoginPackets::write) write_ = nullptr;
};

}  // namespace sessionstore::mysql
