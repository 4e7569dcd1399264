#include "message_scan.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "opencode_shapes/columns.h"
#include "opencode_shapes/ids.h"

namespace sessionstore::interop {
namespace {

class MessageScan {
 public:
  MessageScan(Storage& storage, ReadPlan& plan)
      : storage_(storage), plan_(plan), skipped_(plan.skipped) {}

  void run() {
    Listing names;
    const std::string folder = storage_.layout.messages();
    list_directory(storage_, folder, names, skipped_);
    for_each_directory(
        names, folder, skipped_,
        [&](const std::string& session, const std::string& path) { add_session(session, path); });
    std::sort(messages_.begin(), messages_.end());
    if (storage_.layout.is_of_project()) {
      find_orphans_by_session();
    } else {
      find_shared();
      find_orphans("", storage_.layout.parts());
    }
  }

 private:
  using MessageName = std::pair<std::string, const PlannedSession*>;

  PlannedSession& session_of(const std::string& id) {
    PlannedSession& session = plan_.sessions[id];
    session.id = id;
    return session;
  }

  void add_session(const std::string& id, const std::string& path) {
    PlannedSession& session = session_of(id);
    session.has_messages = true;
    // What else lies there, and a directory that cannot be listed, is named when the session is
    // read.
    std::vector<Skipped> later;
    SkippedList skipped_later(later);
    list_directory(storage_, path, storage_.listing, skipped_later);
    for_each_json(storage_.listing, path, skipped_later,
                  [&](const std::string& message, const std::string& file) {
                    messages_.emplace_back(message, &session);
                    if (!session.directory.empty() || !learns_directory(session)) return;
                    const auto document = storage_.reader.document(storage_.root, file);
                    if (document) {
                      session.directory = working_directory(json::View(document->text()));
                    }
                  });
  }

  // Up to 0.5 sessions did not say where they worked.
  [[nodiscard]] bool learns_directory(const PlannedSession& session) const {
    return !session.readable || storage_.layout.is_of_project();
  }

  void find_orphans_by_session() {
    Listing names;
    const std::string folder = storage_.layout.parts();
    list_directory(storage_, folder, names, skipped_);
    for_each_directory(
        names, folder, skipped_,
        [&](const std::string& session, const std::string& path) { find_orphans(session, path); });
  }

  /// `session` is whose parts `folder` holds; empty where they are of all.
  void find_orphans(const std::string& session, const std::string& folder) {
    Listing names;
    list_directory(storage_, folder, names, skipped_);
    for_each_directory(names, folder, skipped_,
                       [&](const std::string& message, const std::string& path) {
                         if (!has_file(message, session)) add_orphan(session, message, path);
                       });
  }

  void find_shared() {
    for (std::size_t at = 1; at < messages_.size(); ++at) {
      const auto& [id, session] = messages_[at];
      if (messages_[at - 1].first != id) continue;
      std::vector<std::string>& sessions = plan_.shared_messages[id];
      if (sessions.empty()) sessions.push_back(messages_[at - 1].second->id);
      sessions.push_back(session->id);
    }
    for (auto& [id, sessions] : plan_.shared_messages) std::sort(sessions.begin(), sessions.end());
  }

  /// Of any session where `session` is empty.
  [[nodiscard]] bool has_file(const std::string& message, const std::string& session) const {
    if (!session.empty()) {
      const auto planned = plan_.sessions.find(session);
      return planned != plan_.sessions.end() &&
             std::binary_search(messages_.begin(), messages_.end(),
                                MessageName(message, &planned->second));
    }
    const auto found = std::lower_bound(
        messages_.begin(), messages_.end(), message,
        [](const MessageName& name, const std::string& id) { return name.first < id; });
    return found != messages_.end() && found->first == message;
  }

  void add_orphan(std::string session, const std::string& message, const std::string& path) {
    std::vector<Skipped> problems;
    SkippedList skipped(problems);
    bool readable = false;
    list_directory(storage_, path, storage_.listing, skipped);
    for_each_json(storage_.listing, path, skipped,
                  [&](const std::string& /*part*/, const std::string& file) {
                    if (readable && !session.empty()) return;
                    const auto document = read_document(storage_, file, skipped);
                    if (!document) return;
                    readable = true;
                    if (!session.empty()) return;
                    const auto named = json::View(document->text())["sessionID"].string();
                    if (named && is_usable_id(*named)) session = *named;
                  });
    if (!readable) {
      std::move(problems.begin(), problems.end(), std::back_inserter(plan_.skipped));
      return;
    }
    if (session.empty()) session = fit_id("ses_recovered_" + message);
    session_of(session).orphans.push_back(message);
  }

  Storage& storage_;
  ReadPlan& plan_;
  SkippedList skipped_;
  std::vector<MessageName> messages_;  // sorted once all are known
};

}  // namespace

void scan_messages(Storage& storage, ReadPlan& plan) { MessageScan(storage, plan).run(); }

}  // namespace sessionstore::interop
