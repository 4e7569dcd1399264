#pragma once

#include <sessionstore/endpoint.h>

#include <string>
#include <string_view>
#include <utility>

/// A second session made of another line of one: agents keep each id of a session, message or part
/// once, so a fork has ids of its own, as in OpenCode's own forks.
namespace sessionstore {

/// The id of what `id` becomes in the fork that `salt` names: shaped as OpenCode's own (`ses_`, 12
/// hexadecimal digits of its time, 14 letters and digits), and the same whenever it is made anew.
std::string fork_id(std::string_view id, std::string_view salt);

/// What makes a fork of a session.
struct Fork {
  std::string id;          ///< its own
  std::string salt;        ///< of which the ids of its messages and parts are made
  std::string title_note;  ///< what stands behind its title, in brackets
};

/// The session's own row as the fork's.
Session forked(Session session, const Fork& fork);

/// Passes a session on as a fork of it.
class ForkingVisitor : public SessionVisitor {
 public:
  ForkingVisitor(SessionVisitor& to, Fork fork) : to_(to), fork_(std::move(fork)) {}

  void on_session(Session session) override;
  void on_message(Message message) override;
  void on_part(Part part) override;
  void on_record(Record record) override { to_.on_record(std::move(record)); }
  void on_skipped(Skipped skipped) override { to_.on_skipped(std::move(skipped)); }
  void on_note(Skipped note) override { to_.on_note(std::move(note)); }

 private:
  SessionVisitor& to_;
  Fork fork_;
};

}  // namespace sessionstore
