#pragma once

#include <sessionstore/sqlite/journal_file.h>
#include <sessionstore/sync.h>

#include <memory>
#include <string>
#include <vector>

#include "support/rows.h"
#include "support/sqlite_store.h"

namespace sessionstore::tests {

/// Somebody's machine: a history of its own, and what it remembers of its syncs.
struct Machine {
  explicit Machine(std::string machine_name)
      : name(std::move(machine_name)),
        store(open_sqlite(":memory:")),
        journal(std::make_unique<SyncJournal>(sqlite::open_journal_file(":memory:"))) {}

  SyncReport sync_with(SessionStore& remote, SyncOptions options = {}) {
    options.author = "author-of-" + name;
    options.machine = name;
    const auto here = replica_of(*store);
    const auto there = replica_of(remote);
    return sync(*here, *there, *journal, options);
  }
  SyncReport push_to(SessionStore& remote) {
    SyncOptions options;
    options.direction = SyncDirection::push;
    return sync_with(remote, options);
  }
  SyncReport pull_from(SessionStore& remote) {
    SyncOptions options;
    options.direction = SyncDirection::pull;
    return sync_with(remote, options);
  }

  std::string name;
  std::unique_ptr<SessionStore> store;
  std::unique_ptr<SyncJournal> journal;
};

/// A turn of one message with one text part.
inline Turn saying(const std::string& id, const std::string& text) {
  return {make_message(id), {text_part(id + "-part", text)}};
}

/// What was said in a session, message by message; empty where it is not there.
inline std::vector<std::string> said_in(SessionStore& store, const std::string& id) {
  std::vector<std::string> said;
  if (!store.find_session(id)) return said;
  for (const Turn& turn : store.read_messages(id, 0, 10'000)) {
    std::string text;
    for (const Part& part : turn.parts) text += text_of(part);
    said.push_back(text);
  }
  return said;
}

inline std::vector<std::string> session_ids(SessionStore& store) {
  std::vector<std::string> ids;
  for (const SessionEntry& entry : store.inventory().sessions) ids.push_back(entry.id);
  return ids;
}

/// The ids of all sessions with their fingerprints.
inline std::map<std::string, std::string> state_of(SessionStore& store) {
  std::map<std::string, std::string> state;
  for (const std::string& id : session_ids(store)) {
    state[id] = store.find_stored(id)->fingerprint.hex();
  }
  return state;
}

}  // namespace sessionstore::tests
