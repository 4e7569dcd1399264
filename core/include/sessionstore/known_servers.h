#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sessionstore {

/// The servers whose certificates a user has accepted, as ssh knows its hosts. Whoever opens a
/// store may lend one to a provider (OpenOptions::known_servers), which asks it only about a server
/// that no authority vouches for. One thread.
class KnownServers {
 public:
  virtual ~KnownServers() = default;
  /// The SHA-256 fingerprint, 64 lower-case digits, of the certificate that was accepted for
  /// `server` ("host:port"). std::nullopt for a server that nobody has been asked about.
  [[nodiscard]] virtual std::optional<std::string> fingerprint_of(std::string_view server) = 0;
  /// Asks whether `server` is the one that shows the certificate of that fingerprint; remembers a
  /// yes. False for a no, and where there is nobody to ask.
  virtual bool introduce(std::string_view server, std::string_view fingerprint) = 0;
};

}  // namespace sessionstore
