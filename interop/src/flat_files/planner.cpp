#include "planner.h"

#include <sessionstore/json/view.h>

#include <algorithm>

#include "layout_marker.h"
#include "message_scan.h"
#include "opencode_shapes/ids.h"
#include "opencode_shapes/project_directories.h"
#include "opencode_shapes/project_map.h"
#include "opencode_shapes/well_known.h"
#include "record_scan.h"
#include "session_scan.h"

namespace sessionstore::interop {
namespace {

bool names_session(const std::string& kind, const std::string& id) {
  return kind == "todo" || kind == "session_diff" || kind == "session_share" ||
         id.starts_with("ses_");
}

class Planner {
 public:
  Planner(Storage& storage, const AliasLookup& known_alias)
      : storage_(storage), skipped_(plan_.skipped), notes_(plan_.notes), projects_(known_alias) {}

  ReadPlan run() {
    check_layout_marker(storage_, skipped_);
    if (!storage_.layout.is_of_project()) read_project_files();
    scan_sessions(storage_, plan_);
    scan_messages(storage_, plan_);
    learn_directories();
    for (RecordFile& file : scan_record_files(storage_, skipped_)) give_owner(std::move(file));
    learn_missing_directories();
    for (auto& [id, session] : plan_.sessions) {
      storage_.stop().check();
      session.project_id = project_of(session);
    }
    for (auto& [agent_id, document] : documents_) {
      storage_.stop().check();
      projects_.add_record(project_of_agent(agent_id), {"project", agent_id, std::move(document)});
    }
    plan_.projects = projects_.take();
    return std::move(plan_);
  }

 private:
  void read_project_files() {
    list_directory(storage_, "project", storage_.listing, skipped_);
    for_each_json(storage_.listing, "project", skipped_,
                  [&](const std::string& id, const std::string& path) {
                    directories_.add_project(id, "");
                    auto document = read_document(storage_, path, skipped_);
                    if (!document) return;
                    if (storage_.reader.repaired()) notes_.add(path, kRepaired);
                    const json::View worktree = json::View(document->text())["worktree"];
                    directories_.add_project(id, worktree.string().value_or(""));
                    documents_.emplace(id, *std::move(document));
                  });
  }

  void learn_directories() {
    for (const auto& [id, session] : plan_.sessions) {
      for (std::size_t at = 0; at < session.agent_projects.size(); ++at) {
        // Only the first is where it belongs; the others are copies that were left behind.
        directories_.add_session(session.agent_projects[at], at == 0 ? session.directory : "");
      }
    }
  }

  std::string project_of_agent(const std::string& agent_id) {
    // Its sessions go by their own directories; what is said of all of them has a place of its own.
    if (agent_id == kGlobalProject) return kGlobalProject;
    return projects_.of_agent_project(agent_id, directories_.directory_of(agent_id));
  }

  std::string project_of(const PlannedSession& session) {
    std::string agent_id = session.agent_projects.empty() ? directories_.owner_of(session.directory)
                                                          : session.agent_projects.front();
    // Up to 0.5 a project was named after its path, which is another one's on another machine.
    const bool tells = !agent_id.empty() && agent_id != kGlobalProject;
    if (!tells || storage_.layout.is_of_project()) return projects_.of_directory(session.directory);
    return project_of_agent(agent_id);
  }

  /// Up to 0.5 only an agent's answer tells where; all sessions of a project but `global` worked in
  /// one repository.
  void learn_missing_directories() {
    const Layout& layout = storage_.layout;
    if (!layout.is_of_project() || layout.agent_project() == kGlobalProject) return;
    const std::string most_common = directories_.directory_of(layout.agent_project());
    for (auto& [id, session] : plan_.sessions) {
      if (session.directory.empty()) session.directory = most_common;
    }
  }

  void give_owner(RecordFile file) {
    const std::size_t slash = std::min(file.key.find('/'), file.key.size());
    const std::string first = file.key.substr(0, slash);
    const auto found = plan_.sessions.find(first);
    if (found != plan_.sessions.end() || names_session(file.kind, first)) {
      PlannedSession& session = plan_.sessions[first];
      session.id = first;
      file.key = slash < file.key.size() ? fit_id(file.key.substr(slash + 1)) : "";
      session.record_files.push_back(std::move(file));
      return;
    }
    std::string project = kRecoveredProject;
    if (file.kind == "permission" || directories_.knows(first)) {
      project = project_of_agent(first);
    } else {
      file.key = storage_.layout.prefix() + file.path;
    }
    file.key = fit_id(std::move(file.key));
    if (auto record = read_record(storage_, file, skipped_)) {
      if (storage_.reader.repaired()) notes_.add(file.path, kRepaired);
      projects_.add_record(project, *std::move(record));
    }
  }

  Storage& storage_;
  ReadPlan plan_;
  SkippedList skipped_;
  SkippedList notes_;
  ProjectMap projects_;
  ProjectDirectories directories_;
  std::map<std::string, json::Document> documents_;  // of project/, by OpenCode's id
};

}  // namespace

ReadPlan make_plan(Storage& storage, const AliasLookup& known_alias) {
  return Planner(storage, known_alias).run();
}

}  // namespace sessionstore::interop
