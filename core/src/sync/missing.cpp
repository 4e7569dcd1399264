#include "sync/missing.h"

#include <sessionstore/error.h>

#include <vector>

namespace sessionstore::sync_detail {
namespace {

using Tombstones = std::map<std::string, Tombstone>;

/// What a side remembers of the sessions that it lacks.
Tombstones find_tombstones(Replica& side, const SyncPlan& plan,
                           std::optional<ReplicaSession> PlannedSession::*on_side) {
  std::vector<std::string> missing;
  for (const auto& [id, planned] : plan) {
    if (!(planned.*on_side)) missing.push_back(id);
  }
  Tombstones tombstones;
  for (Tombstone& tombstone : side.find_tombstones(missing)) {
    std::string id = tombstone.session_id;
    tombstones.emplace(std::move(id), std::move(tombstone));
  }
  return tombstones;
}

/// A session that one side alone has, as it was when the other deleted it.
struct Deleted {
  std::string stamp;  // empty where only the content tells
  Digest fingerprint;
};

bool holds(Replica& side, const std::string& id, const Digest& fingerprint) {
  try {
    return read_line(side.place(), id).fingerprint == fingerprint;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt && error.code() != ErrorCode::not_found) throw;
    return false;
  }
}

class Missing {
 public:
  Missing(Run& run, SyncPlan& plan)
      : run_(run),
        plan_(plan),
        local_tombstones_(find_tombstones(run.local, plan, &PlannedSession::local)),
        remote_tombstones_(find_tombstones(run.remote, plan, &PlannedSession::remote)) {}

  void decide() {
    for (auto& [id, planned] : plan_) {
      if (planned.local && planned.remote) continue;
      planned.task = task_of(id, planned);
    }
    spare_families();
  }

 private:
  Task task_of(const std::string& id, PlannedSession& planned) {
    if (planned.local) {
      return went_on(run_.local, id, planned.local->stamp, deleted_on_remote(id, planned), planned)
                 ? Task::push_new
                 : Task::delete_local;
    }
    if (planned.remote) {
      return went_on(run_.remote, id, planned.remote->stamp, deleted_on_local(id, planned), planned)
                 ? Task::pull_new
                 : Task::delete_remote;
    }
    return planned.head ? Task::forget : Task::nothing;
  }

  /// One that both had once, and that is gone without a tombstone where these are left, was lost.
  static bool is_deleted(const Replica& side, const Tombstones& tombstones, const std::string& id) {
    return !side.remembers_deletions() || tombstones.contains(id);
  }

  [[nodiscard]] std::optional<Deleted> deleted_on_remote(const std::string& id,
                                                         const PlannedSession& planned) const {
    if (!planned.head || !is_deleted(run_.remote, remote_tombstones_, id)) return std::nullopt;
    return Deleted{planned.head->local_stamp, planned.head->local_fingerprint};
  }

  [[nodiscard]] std::optional<Deleted> deleted_on_local(const std::string& id,
                                                        const PlannedSession& planned) const {
    if (!planned.head || !is_deleted(run_.local, local_tombstones_, id)) return std::nullopt;
    return Deleted{planned.head->remote_stamp, planned.head->remote_fingerprint};
  }

  /// Whether it is new to the other side, or no longer what that has deleted.
  bool went_on(Replica& side, const std::string& id, const std::string& stamp,
               const std::optional<Deleted>& deleted, PlannedSession& planned) {
    if (!deleted || run_.options.restore) return true;
    planned.expected = deleted->fingerprint;
    const bool same_stamp = !deleted->stamp.empty() && stamp == deleted->stamp;
    planned.comes_back = !same_stamp && !holds(side, id, deleted->fingerprint);
    return planned.comes_back;
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
    found->second.comes_back = found->second.for_child = true;
    return true;
  }

  Run& run_;
  SyncPlan& plan_;
  Tombstones local_tombstones_;
  Tombstones remote_tombstones_;
};

}  // namespace

void plan_missing(Run& run, SyncPlan& plan) { Missing(run, plan).decide(); }

}  // namespace sessionstore::sync_detail
