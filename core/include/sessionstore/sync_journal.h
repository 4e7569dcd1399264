#pragma once

#include <sessionstore/model.h>
#include <sessionstore/sql/connection.h>

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sessionstore {

/// The two copies of a history that a sync is between, by Replica::identity().
struct SyncPair {
  std::string local;
  std::string remote;
};

/// One side of a session as it was when both sides were last alike.
struct SyncedCopy {
  std::string stamp;  ///< Replica::sessions()'s; empty where it is not known
  Digest fingerprint;
  Session session;                     ///< its own row
  std::map<std::string, Digest> rows;  ///< of all others what names them and what was in them
};

/// A session when both sides were last alike.
struct SyncedSession {
  std::string project_id;
  SyncedCopy local;
  SyncedCopy remote;
};

/// The same without rows: what is looked at for every session at every sync.
struct SyncedHead {
  std::string project_id;
  std::string local_stamp;
  std::string remote_stamp;
  Digest local_fingerprint;
  Digest remote_fingerprint;
  std::int64_t messages = 0;  ///< these three: on the local side
  std::int64_t parts = 0;
  std::int64_t records = 0;
};

/// Where two sides could not be made one.
struct SyncConflict {
  std::int64_t number = 0;  ///< in this journal
  std::string session;
  std::string fork;    ///< the session that keeps the other line; empty where no line was split
  std::string reason;  ///< for people
  /// What both sides set: a name of session_fields(), or "record KIND", with its key behind it
  /// where it has one. Empty for a fork.
  std::string field;
  std::string local_value;   ///< of that field, as JSON; empty where that side has none
  std::string remote_value;  ///< the same
  Millis found = 0;
  std::optional<Millis> resolved;
  std::string resolution;  ///< "local", "remote" or "both" once it is resolved
};

/// What a machine remembers of its syncs: for each pair of copies how each session stood when both
/// were alike, and the conflicts that were found. Losing it loses no history: the next sync then
/// compares all rows, and takes nothing for deleted. One thread; many processes at once.
class SyncJournal {
 public:
  /// `connection` is to a SQLite file of the journal's own; its tables are made or brought up to
  /// date.
  explicit SyncJournal(std::unique_ptr<sql::Connection> connection);

  /// By session id.
  std::map<std::string, SyncedHead, std::less<>> heads(const SyncPair& pair);
  std::optional<SyncedSession> find(const SyncPair& pair, std::string_view session);
  /// Makes or replaces them, by session id of their local side, all or none.
  void put(const SyncPair& pair, std::span<const SyncedSession> sessions);
  void forget(const SyncPair& pair, std::span<const std::string> sessions);
  /// Before its remote side is written: how the session will stand then. Forgotten by put().
  void announce(const SyncPair& pair, const SyncedSession& session);
  /// What was announced, if the remote side has that fingerprint now: it was written then, by a run
  /// that did not live to remember it.
  std::optional<SyncedSession> find_announced(const SyncPair& pair, std::string_view session,
                                              const Digest& remote_fingerprint);

  /// Notes that a sync has carried the session's deletion over, and forgets those before `since`.
  void note_deletion(const SyncPair& pair, std::string_view session, Millis when, Millis since);
  /// How many deletions were carried over after `since`.
  std::int64_t deletions(const SyncPair& pair, Millis since);

  /// Adds it unless the same is there unresolved. Returns its number.
  std::int64_t add_conflict(const SyncPair& pair, const SyncConflict& conflict);
  /// Those of a pair, the latest first.
  std::vector<SyncConflict> conflicts(const SyncPair& pair, bool resolved_too);
  void resolve(std::int64_t number, std::string_view resolution, std::optional<Millis> when);

 private:
  /// 0 where it has none yet.
  std::int64_t pair_number(const SyncPair& pair);
  /// Inside the caller's transaction.
  std::int64_t make_pair_number(const SyncPair& pair);

  std::unique_ptr<sql::Connection> connection_;
};

}  // namespace sessionstore
