#include "sync/plan.h"

#include <sessionstore/error.h>

#include <vector>

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
    add_local(local);
    add_remote(remote, heads, local);
    add_heads(heads, local);
    if (!scope_.sessions.empty()) keep_chosen();
    find_elsewhere();
    for (auto& [id, planned] : plan_) planned.task = task_of(id, planned);
    spare_families();
    return std::move(plan_);
  }

 private:
  [[nodiscard]] bool in_project(const std::string& project) const {
    return !scope_.project_id || project == *scope_.project_id;
  }

  void add_local(const ReplicaSessions& sessions) {
    for (const auto& [id, session] : sessions) {
      if (in_project(session.project_id)) plan_[id].local = session;
    }
  }

  void add_remote(const ReplicaSessions& sessions, const Heads& heads,
                  const ReplicaSessions& local) {
    for (const auto& [id, session] : sessions) {
      const bool known = local.contains(id) || heads.contains(id);
      if (!known && scope_.author && session.author != *scope_.author) continue;
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
    std::set<std::string, std::less<>> chosen = scope_.sessions;
    for (bool grown = true; grown;) {
      grown = false;
      for (const auto& [id, planned] : plan_) {
        const auto& parent = planned.local    ? planned.local->parent_id
                             : planned.remote ? planned.remote->parent_id
                                              : std::nullopt;
        if (parent && chosen.contains(*parent)) grown |= chosen.insert(id).second;
      }
    }
    std::erase_if(plan_, [&](const auto& planned) { return !chosen.contains(planned.first); });
  }

  /// Looks for what the remote side did not name, in other projects and among what it has deleted.
  void find_elsewhere() {
    std::vector<std::string> missing;
    for (const auto& [id, planned] : plan_) {
      if (!planned.remote) missing.push_back(id);
    }
    if (missing.empty()) return;
    if (scope_.project_id) {
      for (const auto& [id, session] : run_.remote.find(missing)) plan_[id].remote = session;
    }
    for (Tombstone& tombstone : run_.remote.find_tombstones(missing)) {
      tombstones_.emplace(tombstone.session_id, tombstone);
    }
  }

  Task task_of(const std::string& id, PlannedSession& planned) {
    const auto& head = planned.head;
    if (planned.local && planned.remote) {
      const bool same = head && head->local_stamp == planned.local->stamp &&
                        head->remote_stamp == planned.remote->stamp;
      return same ? Task::nothing : Task::compare;
    }
    std::optional<Deleted> deleted;
    if (planned.local) {
      const auto tombstone = tombstones_.find(id);
      if (head) {
        deleted = {head->local_stamp, head->local_fingerprint};
      } else if (tombstone != tombstones_.end()) {
        deleted = {"", tombstone->second.fingerprint.value_or(Digest())};
      }
      return went_on(run_.local, id, planned.local->stamp, deleted, planned) ? Task::push_new
                                                                             : Task::delete_local;
    }
    if (planned.remote) {
      if (head) deleted = {head->remote_stamp, head->remote_fingerprint};
      return went_on(run_.remote, id, planned.remote->stamp, deleted, planned)
                 ? Task::pull_new
                 : Task::delete_remote;
    }
    return head ? Task::forget : Task::nothing;
  }

  /// A session that one side alone has, as the other one had it when it deleted it.
  struct Deleted {
    std::string stamp;  // empty where only the content tells
    Digest fingerprint;
  };

  /// Whether it is new to the other side, or no longer what that has deleted.
  bool went_on(Replica& side, const std::string& id, const std::string& stamp,
               const std::optional<Deleted>& deleted, PlannedSession& planned) {
    if (!deleted || run_.options.restore) return true;
    planned.expected = deleted->fingerprint;
    const bool same_stamp = !deleted->stamp.empty() && stamp == deleted->stamp;
    planned.comes_back = !same_stamp && !holds(side, id, deleted->fingerprint);
    return planned.comes_back;
  }

  static bool holds(Replica& side, const std::string& id, const Digest& fingerprint) {
    try {
      return read_line(side.place(), id).fingerprint == fingerprint;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt && error.code() != ErrorCode::not_found) throw;
      return false;
    }
  }

  /// A session is not deleted while one that belongs to it stays.
  void spare_families() {
    for (bool spared = true; spared;) {
      spared = false;
      for (const auto& entry : plan_) {
        const PlannedSession& planned = entry.second;
        if (planned.task == Task::delete_local || planned.task == Task::delete_remote) continue;
        if (planned.local) spared |= spare(planned.local->parent_id, Task::delete_local);
        if (planned.remote) spared |= spare(planned.remote->parent_id, Task::delete_remote);
      }
    }
  }

  bool spare(const std::optional<std::string>& parent, Task deletion) {
    if (!parent) return false;
    const auto found = plan_.find(*parent);
    if (found == plan_.end() || found->second.task != deletion) return false;
    found->second.task = deletion == Task::delete_local ? Task::push_new : Task::pull_new;
    found->second.comes_back = true;
    return true;
  }

  Run& run_;
  const SyncScope& scope_;
  SyncPlan plan_;
  std::map<std::string, Tombstone> tombstones_;
};

}  // namespace

SyncPlan make_plan(Run& run) { return Planner(run).make(); }

}  // namespace sessionstore::sync_detail
