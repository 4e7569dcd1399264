#include "adapted_source.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/intact_rows.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <optional>
#include <system_error>
#include <utility>

#include "adapted_rows.h"
#include "brought/directory_here.h"
#include "brought/harmless_session.h"
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

/// Where OpenCode finds a session in its project. Of a directory that is gone, and in which
/// OpenCode has worked as in another project, only the row itself can tell. Without a path it goes
/// by the directory: a row that has none, of that directory outside any repository, is left so.
std::optional<std::string> path_of(const Session& given, const std::string& directory,
                                   const OpencodeProject& project) {
  if (!project.git && directory == given.directory &&
      !json::View(given.data.text())["path"].string()) {
    return std::nullopt;
  }
  const bool is_known = is_directory(directory) || (!project.git && project.id == kGlobalProject);
  return is_known ? std::optional(project.path) : std::nullopt;
}

class AdaptedSource final : public SessionSource {
 public:
  AdaptedSource(SessionSource& source, const TargetFacts& facts, Checkouts& checkouts,
                const TargetSettings& settings, Here here)
      : source_(source),
        facts_(facts),
        checkouts_(checkouts),
        clock_(settings.clock),
        directories_(settings, here.session != nullptr),
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
    IntactRows surveyed(survey);
    source_.read_session(id, surveyed);
    survey.require_possible();
    const Session session = adapted(survey, visitor, here.get());
    AdaptedRows rows(visitor, session, facts_.tables, here.get(),
                     {HarmlessParts(session.directory), TimesHere(clock_())});
    // Before a row is changed: afterwards it has another hash, which is right.
    IntactRows intact(rows);
    source_.read_session(id, intact);
    rows.finish();
  }

 private:
  Session adapted(const SessionSurvey& survey, SessionVisitor& visitor, const SessionHere* here) {
    Session session = survey.session();
    const bool is_there = here != nullptr && here->exists();
    if (is_there && here->has(session)) {
      // The data is the same. What a store's columns say besides is another machine's.
      session = here->session();
      session.project_id = survey.session().project_id;
      return session;
    }
    // The directory may be gone since sessions were made in it.
    std::optional<std::string> known;
    if (!is_there && here_.project_in) known = here_.project_in(session.directory);
    session.directory = directories_.of(
        session, is_there ? here->session().directory : std::string(), known.has_value());
    const bool stays = is_there && session.directory == here->session().directory;
    OpencodeProject project;
    if (!stays) project = checkouts_.of(session.directory);
    if (known && !is_directory(session.directory)) project.id = *known;
    session.agent_project_id = stays ? here->session().agent_project_id : project.id;
    const Reports reports(visitor);
    session.data = harmless_session(session, is_there ? &here->session() : nullptr, reports);
    const Table& table = facts_.tables.at("session");
    std::vector<std::string> unreadable;
    RowValues values = session_values(table, session, survey.usage(), &unreadable);
    if (const auto path = path_of(survey.session(), session.directory, project)) {
      values.set("path", *path);
    }
    if (stays) here->row().as_row([&](const TableRow& row) { values.take("path", row); });
    if (is_there) here->row().as_row([&](const TableRow& row) { values.complete_from(row); });
    for (const std::string& column : unreadable) {
      reports.note("session " + session.id,
                   "its " + column + " is none that OpenCode can read: left out there");
    }
    values.as_row([&](const TableRow& row) {
      const Session kept = read_session_row(row, reports);
      session.data = kept.data;
      session.created = kept.created;
      session.updated = kept.updated;
      session.archived = kept.archived;
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
  DirectoryHere directories_;
  Here here_;
};

}  // namespace

std::unique_ptr<SessionSource> adapt_source(SessionSource& source, const TargetFacts& facts,
                                            Checkouts& checkouts, const TargetSettings& settings,
                                            Here here) {
  return std::make_unique<AdaptedSource>(source, facts, checkouts, settings, std::move(here));
}

}  // namespace sessionstore::interop
