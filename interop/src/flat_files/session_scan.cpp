#include "session_scan.h"

#include <unordered_map>

#include "opencode_shapes/columns.h"

namespace sessionstore::interop {
namespace {

class SessionScan {
 public:
  SessionScan(Storage& storage, ReadPlan& plan)
      : storage_(storage), plan_(plan), skipped_(plan.skipped) {}

  void run() {
    if (storage_.layout.is_of_project()) {
      add_all(storage_.layout.agent_project(), "session/info");
      return;
    }
    Listing projects;
    list_directory(storage_, "session", projects, skipped_);
    for_each_directory(projects, "session", skipped_,
                       [&](const std::string& agent_project, const std::string& directory) {
                         add_all(agent_project, directory);
                       });
  }

 private:
  void add_all(const std::string& agent_project, const std::string& directory) {
    list_directory(storage_, directory, storage_.listing, skipped_);
    for_each_json(
        storage_.listing, directory, skipped_,
        [&](const std::string& id, const std::string& path) { add(agent_project, id, path); });
  }

  void add(const std::string& agent_project, const std::string& id, const std::string& path) {
    Session columns;
    const auto document = storage_.reader.document(storage_.root, path);
    if (document) read_columns(json::View(document->text()), columns);

    PlannedSession& session = plan_.sessions[id];
    session.id = id;
    // Of several files of one id the one changed last is the session; a readable one goes first.
    Millis& updated = updated_[id];
    const bool better = session.agent_projects.empty() ||
                        (document && (!session.readable || columns.updated > updated));
    if (!better) {
      session.agent_projects.push_back(agent_project);
      return;
    }
    session.agent_projects.insert(session.agent_projects.begin(), agent_project);
    session.directory = std::move(columns.directory);
    session.readable = document.has_value();
    updated = columns.updated;
  }

  Storage& storage_;
  ReadPlan& plan_;
  SkippedList skipped_;
  std::unordered_map<std::string, Millis> updated_;
};

}  // namespace

void scan_sessions(Storage& storage, ReadPlan& plan) { SessionScan(storage, plan).run(); }

}  // namespace sessionstore::interop
