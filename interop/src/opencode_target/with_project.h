#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <array>

namespace sessionstore::interop {

/// `data` with OpenCode's project id as a member. What is brought is compared with what is there by
/// data alone, and a session under another project is one that OpenCode does not list.
inline json::Document with_project(const json::Document& data, const std::string& project) {
  constexpr std::array<std::string_view, 1> kMember{"projectID"};
  return json::with_member(data, kMember, json::quote(project));
}

/// Passes sessions of OpenCode's database on with it.
class ProjectAddingVisitor final : public SessionVisitor {
 public:
  explicit ProjectAddingVisitor(SessionVisitor& to) : to_(to) {}

  void on_session(Session session) override {
    session.data = with_project(session.data, session.agent_project_id);
    to_.on_session(std::move(session));
  }
  void on_message(Message message) override { to_.on_message(std::move(message)); }
  void on_part(Part part) override { to_.on_part(std::move(part)); }
  void on_record(Record record) override { to_.on_record(std::move(record)); }
  void on_skipped(Skipped skipped) override { to_.on_skipped(std::move(skipped)); }
  void on_note(Skipped note) override { to_.on_note(std::move(note)); }

 private:
  SessionVisitor& to_;
};

}  // namespace sessionstore::interop
