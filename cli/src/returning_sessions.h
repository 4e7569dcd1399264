#pragma once

#include <sessionstore/store.h>

#include <string>
#include <vector>

namespace sessionstore::cli {

/// A source as it is, that notes which of its sessions were deleted in `store` before, and come
/// back to it now. Both must outlive it.
class ReturningSessions final : public SessionSource {
 public:
  ReturningSessions(SessionSource& source, SessionStore& store) : source_(source), store_(store) {}

  [[nodiscard]] std::string location() const override { return source_.location(); }
  Inventory inventory() override;
  void read_session(std::string_view id, SessionVisitor& visitor) override {
    source_.read_session(id, visitor);
  }

  /// Those that are there by now.
  [[nodiscard]] std::vector<std::string> returned() const;

 private:
  SessionSource& source_;
  SessionStore& store_;
  std::vector<std::string> deleted_;
};

}  // namespace sessionstore::cli
