#pragma once

#include <sessionstore/endpoint.h>

#include <string>
#include <utility>
#include <vector>

namespace sessionstore::interop {

/// Puts what goes before a storage's own paths before those in remarks.
inline void prefix_remarks(std::vector<Skipped>& remarks, const std::string& prefix) {
  for (Skipped& one : remarks) one.source.insert(0, prefix);
}

/// Passes a session on, and does so with what is said of its files.
class RemarkPrefixingVisitor final : public SessionVisitor {
 public:
  RemarkPrefixingVisitor(SessionVisitor& to, const std::string& prefix, std::string_view session)
      : to_(to), prefix_(prefix), session_(session) {}

  void on_session(Session session) override { to_.on_session(std::move(session)); }
  void on_message(Message message) override { to_.on_message(std::move(message)); }
  void on_part(Part part) override { to_.on_part(std::move(part)); }
  void on_record(Record record) override { to_.on_record(std::move(record)); }
  void on_skipped(Skipped skipped) override { to_.on_skipped(prefixed(std::move(skipped))); }
  void on_note(Skipped note) override { to_.on_note(prefixed(std::move(note))); }

 private:
  // A remark on the session as a whole has its id.
  [[nodiscard]] Skipped prefixed(Skipped remark) const {
    if (remark.source != session_) remark.source.insert(0, prefix_);
    return remark;
  }

  SessionVisitor& to_;
  const std::string& prefix_;
  std::string_view session_;
};

}  // namespace sessionstore::interop
