#pragma once

#include <sessionstore/clock.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sessionstore::config {

/// A server whose certificate the user has accepted.
struct AcceptedServer {
  std::string server;  ///< "host:port"
  std::string sha256;  ///< the certificate's fingerprint: 64 lower-case hexadecimal digits
  Millis since = 0;
};

/// Those servers, kept as TrustList keeps its files, below `HOME/.opencode/servers`. Safe to use
/// from any number of processes.
class ServerList {
 public:
  explicit ServerList(std::filesystem::path home);

  [[nodiscard]] std::optional<AcceptedServer> find(std::string_view server) const;
  /// In the order of their names.
  [[nodiscard]] std::vector<AcceptedServer> all() const;
  /// Takes the place of what was accepted for that server before. Throws Error(permission_denied)
  /// where the list cannot be written, Error(invalid_argument) where there is no home directory.
  void add(const AcceptedServer& accepted) const;
  /// Returns whether the server was there. Throws Error(permission_denied).
  [[nodiscard]] bool remove(std::string_view server) const;

 private:
  std::filesystem::path home_;  // empty where there is none
};

}  // namespace sessionstore::config
