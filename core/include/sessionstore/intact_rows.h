#pragma once

#include <sessionstore/endpoint.h>

#include <string>
#include <string_view>
#include <utility>

namespace sessionstore {

/// Passes on the rows of one session whose content is still what was once hashed, and names the
/// others as skipped. What stands below a damaged message cannot stand alone: its parts go with it.
/// Throws Error(corrupt) where the session's own row is damaged, for without it there is none.
class IntactRows final : public SessionVisitor {
 public:
  /// `to` must outlive it.
  explicit IntactRows(SessionVisitor& to) : to_(to) {}

  void on_session(Session session) override;
  void on_message(Message message) override;
  void on_part(Part part) override;
  void on_record(Record record) override;
  void on_skipped(Skipped skipped) override { to_.on_skipped(std::move(skipped)); }
  void on_note(Skipped note) override { to_.on_note(std::move(note)); }

 private:
  void skip(const std::string& row, std::string reason);

  SessionVisitor& to_;
  std::string session_;
  std::string message_;
  bool message_damaged_ = false;
};

}  // namespace sessionstore
