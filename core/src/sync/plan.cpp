#include "sync/plan.h"

#include <vector>

#include "sync/missing.h"

namespace sessionstore::sync_detail {
namespace {

using Heads = std::map<std::string, SyncedHead, std::less<>>;
class Planner {
 public:
  explicit Planner(Run& run) : run_(run), scope_(run.options.scope) {}

  SyncPlan make() {
    ReplicaSessions local = run_.local.sessions(std::nullopt);
    ReplicaSessions remote = run_.remote.sessions(scope_.project_id);
    Heads heads = run_.journal.heads(run_.pair);
    // One that has nothing left at all was made anew: it has not deleted anything.
    if (local.empty()) heads.clear();
    note_gone(heads, local);
    add_local(local);
    add_remote(remote, heads, local);
    add_heads(heads, local);
    if (!scope_.sessions.empty()) keep_chosen();
    find_elsewhere();
    for (auto& entry : plan_) {
      PlannedSession& planned = entry.second;
      if (planned.local && planned.remote) planned.task = task_of(planned);
    }
    plan_missing(run_, plan_);
    return std::move(plan_);
  }

 private:
  [[nodiscard]] bool in_project(const std::string& project) const {
    return !scope_.project_id || project == *scope_.project_id;
  }

  void note_gone(const Heads& heads, const ReplicaSessions& local) {
    run_.gone_here.clear();
    for (const auto& head : heads) {
      if (!local.contains(head.first)) run_.gone_here.push_back(head.first);
    }
  }

  void add_local(const ReplicaSessions& sessions) {
    for (const auto& [id, session] : sessions) {
      if (in_project(session.project_id)) plan_[id].local = session;
    }
  }

  void add_remote(const ReplicaSessions& sessions, const Heads& heads,
                  const ReplicaSessions& local) {
    std::int64_t& of_others = run_.report.of_others = 0;
    for (const auto& [id, session] : sessions) {
      const bool known = local.contains(id) || heads.contains(id);
      if (!known && scope_.author && session.author != *scope_.author) {
        ++of_others;
        continue;
      }
      PlannedSession& planned = plan_[id];
      planned.remote = session;
      if (!planned.local) add_if_there(planned, id, local);
    }
  }

  void add_heads(const Heads& heads, const ReplicaSessions& local) {
    for (const auto& [id, head] : heads) {
      if (!plan_.contains(id) && !in_project(head.project_id)) continue;
      PlannedSession& planned = plan_[id];
      planned.head = head;
      if (!planned.local) add_if_there(planned, id, local);
    }
  }

  /// One that is in another project now has not been deleted.
  static void add_if_there(PlannedSession& planned, const std::string& id,
                           const ReplicaSessions& local) {
    const auto found = local.find(id);
    if (found != local.end()) planned.local = found->second;
  }

  /// Leaves those that were asked for, and what descends from them.
  void keep_chosen() {
    std::multimap<std::string, std::string> children;
    for (const auto& [id, planned] : plan_) {
      const auto& parent = planned.local    ? planned.local->parent_id
                           : planned.remote ? planned.remote->parent_id
                                            : std::nullopt;
      if (parent) children.emplace(*parent, id);
    }
    std::set<std::string, std::less<>> chosen;
    std::vector<std::string> open(scope_.sessions.begin(), scope_.sessions.end());
    while (!open.empty()) {
      const std::string id = std::move(open.back());
      open.pop_back();
      if (!chosen.insert(id).second) continue;
      const auto [first, last] = children.equal_range(id);
      for (auto child = first; child != last; ++child) open.push_back(child->second);
    }
    std::erase_if(plan_, [&](const auto& planned) { return !chosen.contains(planned.first); });
  }

  /// Looks in other projects for what the remote side did not name.
  void find_elsewhere() {
    std::vector<std::string> missing;
    for (const auto& [id, planned] : plan_) {
      if (!planned.remote) missing.push_back(id);
    }
    if (missing.empty() || !scope_.project_id) return;
    for (const auto& [id, session] : run_.remote.find(missing)) plan_[id].remote = session;
  }

  static Task task_of(const PlannedSession& planned) {
    const auto& head = planned.head;
    const bool same = head && head->local_stamp == planned.local->stamp &&
                      head->remote_stamp == planned.remote->stamp;
    return same ? Task::nothing : Task::compare;
  }

  Run& run_;
  const SyncScope& scope_;
  SyncPlan plan_;
};

}  // namespace

SyncPlan make_plan(Run& run) { return Planner(run).make(); }

}  // namespace sessionstore::sync_detail
