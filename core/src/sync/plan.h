#pragma once

#include <map>
#include <optional>
#include <string>

#include "sync/run.h"

namespace sessionstore::sync_detail {

/// What is to be done with a session, by what is known without reading it.
enum class Task {
  nothing,        ///< both sides are as they were when they were last alike
  compare,        ///< both have it, and at least one has changed it
  push_new,       ///< only the local side has it
  pull_new,       ///< only the remote side has it
  delete_local,   ///< the remote side has deleted it, and the local one not changed it
  delete_remote,  ///< the other way
  forget,         ///< both have deleted it
};

struct PlannedSession {
  Task task = Task::nothing;
  std::optional<ReplicaSession> local;
  std::optional<ReplicaSession> remote;
  std::optional<SyncedHead> head;
  /// One side has deleted it, and the other went on with it or with one that belongs to it.
  bool comes_back = false;
  bool for_child = false;
  /// What is to be deleted, and nothing else: of delete_local and delete_remote.
  Digest expected;

  [[nodiscard]] const std::string& title() const { return (local ? local : remote)->title; }
};

using SyncPlan = std::map<std::string, PlannedSession, std::less<>>;

/// The sessions in scope. Asks the remote side once, unless it lacks sessions that it should have.
SyncPlan make_plan(Run& run);

}  // namespace sessionstore::sync_detail
