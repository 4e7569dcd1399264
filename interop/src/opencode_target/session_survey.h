#pragma once

#include <sessionstore/endpoint.h>

#include <string>

#include "session_here.h"
#include "session_values.h"

namespace sessionstore::interop {

/// Looks through a whole session before it is brought into OpenCode: what its row will need, and
/// whether OpenCode would have it in the same order.
class SessionSurvey final : public SessionVisitor {
 public:
  /// Rows that are `here` just so are possible; may be null.
  explicit SessionSurvey(const SessionHere* here) : here_(here) {}

  void on_session(Session session) override;
  void on_message(Message message) override;
  void on_part(Part part) override;
  void on_record(Record record) override { (void)record; }

  [[nodiscard]] const Session& session() const noexcept { return session_; }
  [[nodiscard]] const Usage& usage() const noexcept { return usage_; }
  [[nodiscard]] const std::string& largest_message_id() const noexcept { return largest_; }
  /// Throws Error(constraint) where OpenCode could not show what was said as it was said.
  void require_possible() const;

 private:
  const SessionHere* here_;
  Session session_;
  Usage usage_;
  std::string largest_;
  std::string message_;
  std::string part_;
  bool is_left_out_ = false;  // the current message
  std::string problem_;
  std::string id_problem_;  // told where there is no other one
};

}  // namespace sessionstore::interop
