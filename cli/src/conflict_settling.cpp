#include "conflict_settling.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/bundle.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>
#include <sessionstore/store.h>

#include <array>
#include <map>

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

/// Gives the session the fork's line, under its own id and title.
void take_over_line(SessionStore& store, const std::string& id, const std::string& fork) {
  SessionArchive line = archive_session(store, fork);
  const SessionArchive old = archive_session(store, id);
  constexpr std::array<std::string_view, 1> kPath{kTitle};
  line.session.id = id;
  line.session.title = old.session.title;
  line.session.parent_id = old.session.parent_id;
  line.session.data = json::with_member(line.session.data, kPath, json::quote(line.session.title));
  std::erase_if(line.records, [](const Record& record) { return record.kind == "fork"; });
  restore_session(store, line, store.find_stored(id)->fingerprint);
}

void remove(SessionStore& store, const std::string& id) {
  if (const auto found = store.find_stored(id)) {
    store.remove_session(id, found->fingerprint);
  }
}

/// The latest copy of each session that settle() made.
std::map<std::string, std::filesystem::path> kept_copies(SyncSides& sides,
                                                         const SyncConflict& conflict) {
  std::map<std::string, std::filesystem::path> copies;
  for (const std::string& id : {conflict.session, conflict.fork}) {
    if (auto copy = sides.latest_copy(id, *conflict.resolved)) copies.emplace(id, *copy);
  }
  return copies;
}

void put_back(SessionStore& store, const std::filesystem::path& file, const std::string& id) {
  const auto bundle = interop::open_bundle(file);
  const SessionArchive archive = archive_session(*bundle, id);
  const auto now = store.find_stored(id);
  restore_session(store, archive, now ? std::optional(now->fingerprint) : std::nullopt);
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
                    ? fmt::format("conflict {} is settled already: the session was kept",
                                  conflict.number)
                    : fmt::format("{} is not set here", conflict.field),
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
    if (keep == "local") {
      copies.push_back(sides.keep_copy(store, conflict.session));
    }
    copies.push_back(sides.keep_copy(store, conflict.fork));
    if (keep == "local") {
      take_over_line(store, conflict.session, conflict.fork);
    }
    remove(store, conflict.fork);
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
    if (conflict.resolution == "local") {
      set_title(sides, conflict.session, conflict.remote_value);
    }
  } else if (conflict.resolution != "both") {
    const auto copies = kept_copies(sides, conflict);
    if (!copies.contains(conflict.fork)) {
      throw Error(ErrorCode::not_found,
                  fmt::format("the copy of session {} is gone", conflict.fork),
                  "it was kept in the folder kept/ beside the journal of syncs");
    }
    for (const auto& [id, file] : copies) put_back(sides.remote_store(), file, id);
  }
  sides.journal().resolve(conflict.number, "", std::nullopt);
}

}  // namespace sessionstore::cli
