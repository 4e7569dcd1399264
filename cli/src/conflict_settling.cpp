#include "conflict_settling.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/bundle.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>
#include <sessionstore/store.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>

namespace sessionstore::cli {

namespace {

constexpr const char* kTitle = "title";

Session stored(SyncSides& sides, const std::string& id) {
  const auto session = sides.remote_store().find_session(id);
  if (!session) {
    throw Error(ErrorCode::not_found, fmt::format("session {} is no more in the store", id),
                "--keep both marks the conflict as settled");
  }
  return *session;
}

std::string title_of(const std::string& json) { return json::View(json).string().value_or(""); }

void set_title(SyncSides& sides, const std::string& id, const std::string& json) {
  sides.remote_store().rename_session(id, title_of(json));
}

bool is_fork_record(const Record& record) { return record.kind == "fork"; }

/// The line of one session as that of another, which keeps its id, title and parent, and what tells
/// whose fork it is.
SessionArchive as_line_of(const SessionArchive& owner, SessionArchive line) {
  constexpr std::array<std::string_view, 1> kPath{kTitle};
  line.session.id = owner.session.id;
  line.session.title = owner.session.title;
  line.session.parent_id = owner.session.parent_id;
  line.session.data = json::with_member(line.session.data, kPath, json::quote(line.session.title));
  std::erase_if(line.records, is_fork_record);
  std::ranges::copy_if(owner.records, std::back_inserter(line.records), is_fork_record);
  std::ranges::sort(line.records, {},
                    [](const Record& record) { return std::tie(record.kind, record.key); });
  return line;
}

/// A session as it is in the store now. What is done to it fails where it has changed since.
Digest state_of(SyncSides& sides, const std::string& id) {
  const auto found = sides.remote_store().find_stored(stored(sides, id).id);
  return found ? found->fingerprint : Digest();
}

SessionArchive read_copy(SyncSides& sides, const std::string& id, Millis when) {
  const auto file = sides.latest_copy(id, when);
  if (!file) {
    throw Error(ErrorCode::not_found, fmt::format("the copy of session {} is gone", id),
                "it was kept in the folder kept/ beside the journal of syncs");
  }
  return archive_session(*interop::open_bundle(*file), id);
}

void require_gone(SessionStore& store, const std::string& fork) {
  if (!store.find_session(fork)) return;
  throw Error(ErrorCode::conflict,
              fmt::format("session {} is in the store again: nothing was changed", fork),
              "what settling has removed is in the folder kept/ beside the journal of syncs");
}

/// Settled for the local line: the fork gets it back, with all that came to it since, and the
/// session the line that it had.
void take_back_line(SyncSides& sides, const SyncConflict& conflict) {
  SessionStore& store = sides.remote_store();
  const SessionArchive session = read_copy(sides, conflict.session, *conflict.resolved);
  const SessionArchive fork = read_copy(sides, conflict.fork, *conflict.resolved);
  const auto now = store.find_stored(conflict.session);
  if (now) {
    restore_session(store, as_line_of(fork, archive_session(store, conflict.session)));
    restore_session(store, session, now->fingerprint);
  } else {
    restore_session(store, fork);
    restore_session(store, session);
  }
}

void undo_title(SyncSides& sides, const SyncConflict& conflict) {
  // Another title since then is nobody's of the two.
  if (stored(sides, conflict.session).title != title_of(conflict.local_value)) return;
  set_title(sides, conflict.session, conflict.remote_value);
}

}  // namespace

Settlement plan_settlement(SyncSides& sides, const SyncConflict& conflict,
                           const std::string& keep) {
  Settlement plan{keep, {}};
  if (keep == "both" || (conflict.fork.empty() && keep == "remote")) {
    plan.steps.emplace_back("nothing is changed: the conflict is marked as settled");
  } else if (conflict.fork.empty() && conflict.field != kTitle) {
    throw Error(ErrorCode::invalid_argument,
                conflict.field.empty()
                    ? fmt::format("conflict {} leaves nothing to choose: the session was kept",
                                  conflict.number)
                    : fmt::format("conflict {} is about {}, of which only the remote's can be kept",
                                  conflict.number, conflict.field),
                "--keep both or remote marks the conflict as settled");
  } else if (conflict.fork.empty()) {
    plan.steps.push_back(fmt::format("session {} is renamed to \"{}\"",
                                     stored(sides, conflict.session).id,
                                     title_of(conflict.local_value)));
  } else if (keep == "remote") {
    plan.steps.push_back(fmt::format("session {} (\"{}\") is deleted", conflict.fork,
                                     stored(sides, conflict.fork).title));
  } else {
    plan.steps.push_back(fmt::format("session {} (\"{}\") gets the line of {}", conflict.session,
                                     stored(sides, conflict.session).title, conflict.fork));
    plan.steps.push_back(fmt::format("session {} (\"{}\") is deleted", conflict.fork,
                                     stored(sides, conflict.fork).title));
  }
  return plan;
}

std::vector<std::filesystem::path> settle(SyncSides& sides, const SyncConflict& conflict,
                                          const std::string& keep) {
  const Settlement plan = plan_settlement(sides, conflict, keep);
  SessionStore& store = sides.remote_store();
  std::vector<std::filesystem::path> copies;
  if (conflict.fork.empty()) {
    if (keep == "local") set_title(sides, conflict.session, conflict.local_value);
  } else if (keep != "both") {
    const Digest fork = state_of(sides, conflict.fork);
    if (keep == "local") {
      const Digest session = state_of(sides, conflict.session);
      copies.push_back(sides.keep_copy(store, conflict.session));
      restore_session(store,
                      as_line_of(archive_session(store, conflict.session),
                                 archive_session(store, conflict.fork)),
                      session);
    }
    copies.push_back(sides.keep_copy(store, conflict.fork));
    store.remove_session(conflict.fork, fork);
  }
  sides.journal().resolve(conflict.number, keep, system_clock_millis());
  return copies;
}

void undo_settlement(SyncSides& sides, const SyncConflict& conflict) {
  if (!conflict.resolved) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("conflict {} is not settled", conflict.number));
  }
  if (conflict.fork.empty()) {
    if (conflict.resolution == "local") undo_title(sides, conflict);
  } else if (conflict.resolution != "both") {
    SessionStore& store = sides.remote_store();
    require_gone(store, conflict.fork);
    if (conflict.resolution == "local") {
      take_back_line(sides, conflict);
    } else {
      restore_session(store, read_copy(sides, conflict.fork, *conflict.resolved));
    }
  }
  sides.journal().resolve(conflict.number, "", std::nullopt);
}

}  // namespace sessionstore::cli
