#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/fork.h>

#include <string>
#include <utility>

namespace sessionstore::sync_detail {

/// The kind of the record by which a fork tells what it is a fork of.
inline constexpr const char* kForkRecord = "fork";

/// A line of a session as the fork that it becomes. Refers to `source`.
class ForkSource final : public SessionSource {
 public:
  ForkSource(SessionSource& source, std::string session, Fork fork)
      : source_(source), session_(std::move(session)), fork_(std::move(fork)) {}

  /// The fork's.
  [[nodiscard]] const std::string& id() const noexcept { return fork_.id; }
  [[nodiscard]] std::string location() const override { return source_.location(); }
  Inventory inventory() override { return {{}, {{fork_.id, std::nullopt}}, {}, {}}; }
  void read_session(std::string_view id, SessionVisitor& visitor) override;

 private:
  SessionSource& source_;
  std::string session_;
  Fork fork_;
};

}  // namespace sessionstore::sync_detail
