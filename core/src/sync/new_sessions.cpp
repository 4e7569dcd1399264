#include "sync/new_sessions.h"

#include <functional>
#include <iterator>
#include <mutex>
#include <utility>

namespace sessionstore::sync_detail {
namespace {

/// Passes sessions on, and notes their lines.
class NotingSource final : public SessionSource {
 public:
  explicit NotingSource(SessionSource& source) : source_(source) {}
  [[nodiscard]] std::string location() const override { return source_.location(); }
  Inventory inventory() override { return source_.inventory(); }

  void read_session(std::string_view id, SessionVisitor& visitor) override {
    Noting noting(visitor);
    source_.read_session(id, noting);
    const std::lock_guard lock(mutex_);
    lines_.insert_or_assign(std::string(id), noting.take());
  }

  /// The session as it was last read. From any thread.
  Line take(const std::string& id) {
    const std::lock_guard lock(mutex_);
    return std::move(lines_.extract(id).mapped());
  }

 private:
  class Noting final : public LineVisitor {
   public:
    explicit Noting(SessionVisitor& to) : to_(to) {}
    void on_session(Session session) override {
      note(session);
      to_.on_session(std::move(session));
    }
    void on_message(Message message) override {
      note(message);
      to_.on_message(std::move(message));
    }
    void on_part(Part part) override {
      note(part);
      to_.on_part(std::move(part));
    }
    void on_record(Record record) override {
      note(record);
      to_.on_record(std::move(record));
    }
    void on_skipped(Skipped skipped) override { to_.on_skipped(std::move(skipped)); }
    void on_note(Skipped note) override { to_.on_note(std::move(note)); }

   private:
    SessionVisitor& to_;
  };

  SessionSource& source_;
  std::mutex mutex_;
  std::map<std::string, Line> lines_;  // guarded by mutex_
};

/// Some sessions of a side, with their projects: what transfer() is to take.
class ChosenSource final : public SessionSource {
 public:
  ChosenSource(SessionSource& source, std::vector<Project> projects, std::vector<std::string> ids)
      : source_(source), projects_(std::move(projects)), ids_(std::move(ids)) {}
  [[nodiscard]] std::string location() const override { return source_.location(); }
  Inventory inventory() override {
    Inventory inventory;
    inventory.projects = projects_;
    for (const std::string& id : ids_) inventory.sessions.push_back({id, std::nullopt});
    return inventory;
  }
  void read_session(std::string_view id, SessionVisitor& visitor) override {
    source_.read_session(id, visitor);
  }

 private:
  SessionSource& source_;
  std::vector<Project> projects_;
  std::vector<std::string> ids_;
};

/// One session on its way: as it is in the source, and as the target has it.
struct Sent {
  Line source;
  Line target;
  bool whole = false;  // without its damaged rows it is another session: compared the next time
};

void add_step(Run& run, SyncStep::Action action, const Session& session) {
  run.add_step(session.id, action, session.title, "new");
}

/// Calls `on_sent` for each session as soon as it is written and read back.
void send(Run& run, SessionSource& source, Replica& target, std::vector<Project> projects,
          const std::vector<std::string>& ids, const std::function<void(Sent)>& on_sent) {
  NotingSource original(source);
  const std::unique_ptr<SessionSource> adapted = target.as_kept_here(original);
  std::optional<NotingSource> kept;
  if (adapted) kept.emplace(*adapted);
  ChosenSource chosen(kept ? *kept : original, std::move(projects), ids);
  TransferOptions options;
  options.on_progress = run.options.on_progress;
  options.stop = run.options.stop;
  options.author = run.options.author;
  options.machine = run.options.machine;
  options.absent_only = true;
  options.on_written = [&](const std::string& id, const Digest& fingerprint) {
    Line from = original.take(id);
    Line there = kept ? kept->take(id) : from;
    const bool is_whole = there.fingerprint == fingerprint;
    on_sent({std::move(from), std::move(there), is_whole});
  };
  options.on_outcome = [&](const std::string& id, SessionOutcome outcome) {
    run.tally.note(id, outcome);
  };
  TransferReport report = transfer(chosen, target.place(), options);
  TransferReport& whole = run.report.transfer;
  std::ranges::move(report.skipped, std::back_inserter(whole.skipped));
  std::ranges::move(report.notes, std::back_inserter(whole.notes));
  whole.verified += report.verified;
  whole.verify_seconds += report.verify_seconds;
  whole.interrupted = whole.interrupted || report.interrupted;
}

/// Puts sessions into the journal, some at a time: what a run that is cut short has sent is known
/// to the next one.
class Remembering {
 public:
  explicit Remembering(Run& run) : run_(run) {}

  void add(SyncedSession session) {
    constexpr std::size_t kAtOnce = 20;
    sessions_.push_back(std::move(session));
    if (sessions_.size() >= kAtOnce) finish();
  }
  void finish() {
    run_.journal.put(run_.pair, sessions_);
    sessions_.clear();
  }

 private:
  Run& run_;
  std::vector<SyncedSession> sessions_;
};

std::vector<Project> projects_of(Replica& side, const std::vector<std::string>& ids,
                                 const SyncPlan& plan,
                                 std::optional<ReplicaSession> PlannedSession::*of) {
  std::set<std::string> projects;
  for (const std::string& id : ids) projects.insert((plan.find(id)->second.*of)->project_id);
  return side.projects(projects);
}

}  // namespace

void push_new_sessions(Run& run, const SyncPlan& plan, const std::vector<std::string>& ids) {
  if (ids.empty()) return;
  Remembering remembering(run);
  std::vector<Project> projects = projects_of(run.local, ids, plan, &PlannedSession::local);
  send(run, run.local.place(), run.remote, std::move(projects), ids, [&](Sent sent) {
    add_step(run, SyncStep::Action::push, sent.source.session);
    if (!sent.whole) return;
    const ReplicaSession& local = *plan.find(sent.source.session.id)->second.local;
    std::string stamp =
        run.remote.stamp_of_written(sent.target.session.id, sent.target.fingerprint);
    remembering.add({local.project_id, synced_copy(std::move(sent.source), local.stamp),
                     synced_copy(std::move(sent.target), std::move(stamp))});
  });
  remembering.finish();
}

void pull_new_sessions(Run& run, const SyncPlan& plan, const std::vector<std::string>& ids) {
  if (ids.empty()) return;
  Remembering remembering(run);
  std::vector<Project> projects = projects_of(run.remote, ids, plan, &PlannedSession::remote);
  send(run, run.remote.place(), run.local, std::move(projects), ids, [&](Sent sent) {
    add_step(run, SyncStep::Action::pull, sent.source.session);
    if (!sent.whole) return;
    const ReplicaSession& remote = *plan.find(sent.source.session.id)->second.remote;
    std::string stamp = run.local.stamp_of_written(sent.target.session.id, sent.target.fingerprint);
    remembering.add({remote.project_id, synced_copy(std::move(sent.target), std::move(stamp)),
                     synced_copy(std::move(sent.source), remote.stamp)});
  });
  remembering.finish();
}

std::optional<Line> send_new(Run& run, SessionSource& source, Replica& target,
                             const std::string& id) {
  std::optional<Line> there;
  send(run, source, target, {}, {id}, [&](Sent sent) {
    if (sent.whole) there = std::move(sent.target);
  });
  return there;
}

}  // namespace sessionstore::sync_detail
