#pragma once

#include <sessionstore/endpoint.h>

#include <functional>
#include <set>
#include <string>

namespace sessionstore {

/// Some of a source's sessions, with the projects that own them: a source that shows nothing else.
/// One that the source does not have is named among what was skipped. `source` must outlive it.
class Selection final : public SessionSource {
 public:
  Selection(SessionSource& source, std::set<std::string> sessions, std::set<std::string> projects);

  [[nodiscard]] std::string location() const override { return source_.location(); }
  Inventory inventory() override;
  /// Throws Error(not_found) for a session that is none of them.
  void read_session(std::string_view id, SessionVisitor& visitor) override;

 private:
  SessionSource& source_;
  std::set<std::string, std::less<>> sessions_;
  std::set<std::string> projects_;
};

}  // namespace sessionstore
