#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "support/process.h"

namespace sessionstore::tests {

/// fake_model.py as a process: a language model on loopback whose answers follow from the request.
/// It answers from the moment it is made.
class FakeModel {
 public:
  /// `log` is where it writes each request's body.
  explicit FakeModel(const std::filesystem::path& log);

  [[nodiscard]] int port() const noexcept { return port_; }
  /// All requests so far, in the order they came.
  [[nodiscard]] std::vector<nlohmann::json> requests() const;

 private:
  /// A socket of loopback that listens, on a port that the system picks.
  class Listener {
   public:
    Listener();
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    [[nodiscard]] int descriptor() const noexcept { return socket_; }
    [[nodiscard]] int port() const;

   private:
    int socket_;
  };
  FakeModel(const std::filesystem::path& log, const Listener& listener);

  std::filesystem::path log_;
  int port_;
  Process process_;
};

}  // namespace sessionstore::tests
