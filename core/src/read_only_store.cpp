#include "read_only_store.h"

#include <sessionstore/error.h>
#include <sessionstore/fingerprint.h>
#include <sessionstore/roots.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace sessionstore {
namespace {

/// Thrown to end a reading early: no std::exception, which a source might take for a failure.
struct TurnsRead {};

/// Puts the session's sums on it, which no source knows before its rows are read.
class SummedVisitor final : public SessionVisitor {
 public:
  SummedVisitor(SessionVisitor& to, Session session) : to_(to), session_(std::move(session)) {}

  void on_session(Session /*session*/) override { to_.on_session(std::move(session_)); }
  void on_message(Message message) override { to_.on_message(std::move(message)); }
  void on_part(Part part) override { to_.on_part(std::move(part)); }
  void on_record(Record record) override { to_.on_record(std::move(record)); }
  void on_skipped(Skipped skipped) override { to_.on_skipped(std::move(skipped)); }
  void on_note(Skipped note) override { to_.on_note(std::move(note)); }

 private:
  SessionVisitor& to_;
  Session session_;
};

/// Collects the turns that `wanted` picks, and ends the reading after `limit` of them.
template <typename Wanted>
class TurnCollector final : public SessionVisitor {
 public:
  TurnCollector(Wanted wanted, std::int64_t limit) : wanted_(std::move(wanted)), limit_(limit) {}

  void on_session(Session /*session*/) override {}
  void on_message(Message message) override {
    if (static_cast<std::int64_t>(turns.size()) == limit_) throw TurnsRead{};
    taking_ = wanted_(message);
    if (taking_) turns.push_back({std::move(message), {}});
  }
  void on_part(Part part) override {
    if (taking_) turns.back().parts.push_back(std::move(part));
  }
  void on_record(Record /*record*/) override {}

  std::vector<Turn> turns;

 private:
  Wanted wanted_;
  std::int64_t limit_;
  bool taking_ = false;
};

class RecordCollector final : public SessionVisitor {
 public:
  void on_session(Session /*session*/) override {}
  void on_message(Message /*message*/) override {}
  void on_part(Part /*part*/) override {}
  void on_record(Record record) override { records.push_back(std::move(record)); }

  std::vector<Record> records;
};

/// Reads a session that may be none: then nothing comes, as from any store.
void read_if_any(SessionSource& source, std::string_view id, SessionVisitor& visitor) {
  try {
    source.read_session(id, visitor);
  } catch (const TurnsRead&) {
    return;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;
  }
}

template <typename Wanted>
std::vector<Turn> collect(SessionSource& source, std::string_view id, std::int64_t limit,
                          Wanted wanted) {
  TurnCollector<Wanted> collector(std::move(wanted), limit);
  read_if_any(source, id, collector);
  return std::move(collector.turns);
}

void check_limit(std::int64_t limit) {
  if (limit >= 1 && limit <= 10'000) return;
  throw Error(ErrorCode::invalid_argument,
              "a page holds 1 to 10000 rows, not " + std::to_string(limit));
}

bool is_listed(const Session& session, const SessionQuery& query, bool is_root) {
  if (query.project_id && session.project_id != *query.project_id) return false;
  if (query.author && session.author != *query.author) return false;
  if (!query.children && !is_root) return false;
  if (!query.archived && session.archived) return false;
  return !query.after ||
         std::tie(session.updated, session.id) < std::tie(query.after->updated, query.after->id);
}

}  // namespace

Inventory ReadOnlyStore::inventory() {
  const std::lock_guard lock(mutex_);
  return source_->inventory();
}

void ReadOnlyStore::read_session(std::string_view id, SessionVisitor& visitor) {
  const std::lock_guard lock(mutex_);
  SummedVisitor summed(visitor, attributed(summary_of(*source_, id).session));
  source_->read_session(id, summed);
}

std::optional<Project> ReadOnlyStore::find_project(std::string_view id_or_alias) {
  const std::lock_guard lock(mutex_);
  const std::vector<Project>& projects = overview().projects;
  auto found = std::ranges::find(projects, id_or_alias, &Project::id);
  if (found == projects.end()) {
    found = std::ranges::find_if(projects, [&](const Project& project) {
      return std::ranges::find(project.aliases, id_or_alias) != project.aliases.end();
    });
  }
  return found == projects.end() ? std::nullopt : std::optional(*found);
}

std::optional<StoredSession> ReadOnlyStore::find_stored(std::string_view id) {
  const std::lock_guard lock(mutex_);
  try {
    return StoredSession{fingerprint_of(*source_, id), {}};
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;
    return std::nullopt;
  }
}

StoreStatus ReadOnlyStore::status() {
  const std::lock_guard lock(mutex_);
  StoreStatus status;
  status.provider = settings_.provider;
  status.location = location();
  status.projects = static_cast<std::int64_t>(overview().projects.size());
  for (const Session& session : overview().sessions) {
    const SessionSummary counted = summary(session);
    ++status.sessions;
    status.messages += counted.session.message_count;
    status.parts += counted.parts;
  }
  return status;
}

std::vector<ProjectSummary> ReadOnlyStore::list_projects() {
  const std::lock_guard lock(mutex_);
  std::map<std::string, ProjectSummary> summaries;
  std::set<std::string> taken;  // an alias belongs to the first project that has it
  for (const Project& project : overview().projects) {
    ProjectSummary summary{project.id, project.name, 0, {}};
    std::ranges::copy_if(project.aliases, std::back_inserter(summary.aliases),
                         [&](const std::string& alias) { return taken.insert(alias).second; });
    std::ranges::sort(summary.aliases);
    summaries.emplace(project.id, std::move(summary));
  }
  for (const Session& session : overview().sessions) {
    const auto found = summaries.find(session.project_id);
    if (found != summaries.end()) ++found->second.sessions;
  }
  std::vector<ProjectSummary> list;
  for (auto& [id, summary] : summaries) list.push_back(std::move(summary));
  return list;
}

std::optional<Session> ReadOnlyStore::find_session(std::string_view id) {
  const std::lock_guard lock(mutex_);
  try {
    return attributed(summary_of(*source_, id).session);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;
    return std::nullopt;
  }
}

std::vector<std::string> ReadOnlyStore::find_session_ids(std::string_view prefix,
                                                         std::int64_t limit) {
  check_limit(limit);
  const std::lock_guard lock(mutex_);
  std::set<std::string> ids;
  for (const Session& session : overview().sessions) {
    if (session.id.starts_with(prefix)) ids.insert(session.id);
  }
  std::vector<std::string> first;
  for (const std::string& id : ids) {
    if (static_cast<std::int64_t>(first.size()) == limit) break;
    first.push_back(id);
  }
  return first;
}

SessionPage ReadOnlyStore::list_sessions(const SessionQuery& query) {
  check_limit(query.limit);
  const std::lock_guard lock(mutex_);
  SessionPage page;
  for (const Session& session : overview().sessions) {
    if (!is_listed(session, query, roots_.contains(session.id))) continue;
    if (static_cast<std::int64_t>(page.sessions.size()) == query.limit) {
      page.next = PageKey{page.sessions.back().updated, page.sessions.back().id};
      break;
    }
    page.sessions.push_back(query.sums ? attributed(summary(session).session) : session);
  }
  return page;
}

std::vector<Turn> ReadOnlyStore::read_messages(std::string_view session_id, std::int64_t after_seq,
                                               std::int64_t limit) {
  check_limit(limit);
  const std::lock_guard lock(mutex_);
  return collect(*source_, session_id, limit,
                 [after_seq](const Message& message) { return message.seq > after_seq; });
}

std::optional<Turn> ReadOnlyStore::find_message(std::string_view session_id, std::string_view id) {
  const std::lock_guard lock(mutex_);
  std::vector<Turn> found =
      collect(*source_, session_id, 1, [id](const Message& message) { return message.id == id; });
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Record> ReadOnlyStore::read_records(std::string_view session_id) {
  const std::lock_guard lock(mutex_);
  RecordCollector collector;
  read_if_any(*source_, session_id, collector);
  return std::move(collector.records);
}

const Overview& ReadOnlyStore::overview() {
  if (!overview_) {
    overview_ = overview_of(*source_);
    if (settings_.on_skipped) std::ranges::for_each(overview_->skipped, settings_.on_skipped);
    Parents parents;
    for (Session& session : overview_->sessions) {
      session = attributed(std::move(session));
      parents.emplace(session.id, session.parent_id);
    }
    roots_ = find_roots(parents);
    std::ranges::sort(overview_->sessions, [](const Session& a, const Session& b) {
      return std::tie(b.updated, b.id) < std::tie(a.updated, a.id);
    });
  }
  return *overview_;
}

SessionSummary ReadOnlyStore::summary(const Session& session) {
  try {
    return summary_of(*source_, session.id);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found && error.code() != ErrorCode::corrupt) throw;
    return {session, 0};
  }
}

Session ReadOnlyStore::attributed(Session session) const {
  if (session.author.empty()) session.author = settings_.author;
  if (session.machine.empty()) session.machine = settings_.machine;
  return session;
}

std::unique_ptr<SessionStore> open_read_only(std::unique_ptr<SessionSource> source,
                                             ReadOnlySettings settings) {
  return std::make_unique<ReadOnlyStore>(std::move(source), std::move(settings));
}

}  // namespace sessionstore
