#include "adapted_source.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/project.h>

#include <array>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "adapted_rows.h"
#include "opencode_db/session_row.h"
#include "opencode_shapes/reports.h"
#include "session_survey.h"
#include "with_project.h"
#include "wrapped_ids.h"

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;

bool is_directory(const std::string& path) {
  std::error_code ignored;
  return path.starts_with('/') && fs::is_directory(path, ignored);
}

/// Which directory of here a session's is.
class Relocation {
 public:
  /// `is_replica`: whether the database is one of several copies.
  Relocation(const TargetSettings& settings, bool is_replica)
      : map_(settings.home), here_(settings.here), is_replica_(is_replica) {
    for (const auto& [from, to] : settings.directories) map_.add(from, to);
  }

  /// `here` is its directory in the database, where it has one, or its own, where others are in it.
  std::string place_of(const Session& session, const std::string& here) {
    const std::string& directory = session.directory;
    if (const auto mapped = map_.find(directory)) {
      if (is_directory(*mapped)) return *mapped;
      throw Error(
          ErrorCode::constraint,
          fmt::format("its directory {} is mapped to {}, which does not exist", directory, *mapped),
          "check the rule given with --map");
    }
    if (!here.empty()) return here;
    // OpenCode does not answer in a session whose directory is another checkout than it runs in:
    // one of somebody else's, on the same machine, is of no use.
    if (is_replica_ && !here_.empty() && belongs_here(session)) {
      return is_directory(directory) && is_in_root_here(directory) ? directory
                                                                   : in_root_here(directory);
    }
    if (is_directory(directory)) return directory;
    if (!here_.empty() && belongs_here(session)) return in_root_here(directory);
    throw Error(ErrorCode::constraint,
                fmt::format("its directory {0} does not exist on this machine: --map "
                            "{0}=DIRECTORY tells where it is",
                            directory));
  }

 private:
  /// Where nobody could look at its own checkout, OpenCode's id tells the project.
  bool belongs_here(const Session& session) {
    if (session.project_id == project_here()) return true;
    const std::string& agents = session.agent_project_id;
    if (agents.empty() || agents == "global") return false;
    if (!agents_here_) {
      agents_here_ = {opencode_project_of(here_, OpencodeRule::by_remote).id,
                      opencode_project_of(here_, OpencodeRule::by_commit).id};
    }
    return agents_here_->contains(agents);
  }
  const std::string& project_here() {
    if (!project_) project_ = identify_project(here_, Aliases::none).id;
    return *project_;
  }
  [[nodiscard]] std::string root_here() const {
    const OpencodeProject project = opencode_project_of(here_, OpencodeRule::by_remote);
    return project.git && project.worktree != "/" ? project.worktree : here_.string();
  }
  [[nodiscard]] bool is_in_root_here(const std::string& directory) const {
    const std::string root = root_here();
    return directory == root || directory.starts_with(root + '/');
  }
  /// The checkout here, or the directory of it that `directory` was in the other one, as far as the
  /// project's name tells where that began.
  std::string in_root_here(const std::string& directory) {
    const std::string root = root_here();
    const std::string name = project_here().substr(project_here().rfind('/') + 1);
    const std::size_t at = directory.rfind('/' + name + '/');
    if (at == std::string::npos) return root;
    const std::string inside = root + directory.substr(at + 1 + name.size());
    return is_directory(inside) ? inside : root;
  }

  DirectoryMap map_;
  fs::path here_;
  bool is_replica_;
  std::optional<std::string> project_;
  std::optional<std::set<std::string>> agents_here_;  // OpenCode's ids of it, by either rule
};

class AdaptedSource final : public SessionSource {
 public:
  AdaptedSource(SessionSource& source, const TargetFacts& facts, Checkouts& checkouts,
                const TargetSettings& settings, Here here)
      : source_(source),
        facts_(facts),
        checkouts_(checkouts),
        clock_(settings.clock),
        relocation_(settings, here.session != nullptr),
        here_(std::move(here)) {}

  [[nodiscard]] std::string location() const override { return source_.location(); }

  Inventory inventory() override {
    Inventory inventory = source_.inventory();
    for (SessionEntry& entry : inventory.sessions) entry.fingerprint.reset();
    return inventory;
  }

  void read_session(std::string_view id, SessionVisitor& visitor) override {
    std::unique_ptr<SessionHere> here;
    if (here_.session) here = here_.session(std::string(id));
    SessionSurvey survey(here.get());
    source_.read_session(id, survey);
    if (!survey.session().data.intact()) {
      throw Error(ErrorCode::corrupt, "its own row is damaged: its hash does not match",
                  "restore a backup of the source");
    }
    survey.require_possible();
    const Session session = adapted(survey, visitor, here.get());
    AdaptedRows rows(visitor, session, facts_.tables, here.get());
    source_.read_session(id, rows);
    rows.finish();
  }

 private:
  Session adapted(const SessionSurvey& survey, SessionVisitor& visitor, const SessionHere* here) {
    Session session = survey.session();
    const bool is_there = here != nullptr && here->exists();
    if (is_there && here->has(session)) {
      session.agent_project_id = here->session().agent_project_id;
      return session;
    }
    // The directory may be gone since sessions were made in it.
    std::optional<std::string> known;
    if (!is_there && here_.project_in) known = here_.project_in(session.directory);
    session.directory = relocation_.place_of(session, is_there ? here->session().directory
                                                      : known  ? session.directory
                                                               : std::string());
    const bool stays = is_there && session.directory == here->session().directory;
    OpencodeProject project;
    if (!stays) project = checkouts_.of(session.directory);
    if (known && !is_directory(session.directory)) project.id = *known;
    session.agent_project_id = stays ? here->session().agent_project_id : project.id;
    const Table& table = facts_.tables.at("session");
    std::vector<std::string> unreadable;
    RowValues values = session_values(table, session, survey.usage(), &unreadable);
    if (project.git) values.set("path", project.path);
    if (stays) here->row().as_row([&](const TableRow& row) { values.take("path", row); });
    if (is_there) here->row().as_row([&](const TableRow& row) { values.complete_from(row); });
    const Reports reports(visitor);
    for (const std::string& column : unreadable) {
      reports.note("session " + session.id,
                   "its " + column + " is none that OpenCode can read: left out there");
    }
    values.as_row([&](const TableRow& row) {
      session.data = read_session_row(row, reports).data;
      if (!here_.session) session.data = with_project(session.data, project.id);
    });
    if (!facts_.continues_wrapped_ids && is_beyond_today(survey.largest_message_id(), clock_())) {
      reports.note("session " + session.id,
                   "its message ids are from before 2026-08-14, when OpenCode's ids began anew: "
                   "OpenCode before 1.18.15 shows it, but does not answer in it");
    }
    return session;
  }

  SessionSource& source_;
  const TargetFacts& facts_;
  Checkouts& checkouts_;
  Clock clock_;
  Relocation relocation_;
  Here here_;
};

}  // namespace

std::unique_ptr<SessionSource> adapt_source(SessionSource& source, const TargetFacts& facts,
                                            Checkouts& checkouts, const TargetSettings& settings,
                                            Here here) {
  return std::make_unique<AdaptedSource>(source, facts, checkouts, settings, std::move(here));
}

}  // namespace sessionstore::interop
