#pragma once

#include <sessionstore/sql/connection.h>
#include <sessionstore/store.h>

#include <span>

/// The statements on sessions. Each works inside the caller's transaction where there is one.
namespace sessionstore::sql {

/// What a write to a session finds out as its first step.
struct TouchedSession {
  Revision revision;  ///< the new one: that of every row this step writes
  std::int64_t message_count;
};

/// What touching adds to the session's row.
struct SessionDelta {
  std::int64_t messages = 0;
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  double cost = 0;
  std::optional<Millis> updated;  ///< raises the session's time of change, never lowers it
};

/// The first step of every write to a session or to what it owns: counts the change on the
/// session's row. Its lock queues all writers of one session, which makes `seq` gap-free and
/// revisions unique on every engine. Throws Error(not_found).
TouchedSession touch_session(Connection& connection, std::string_view id,
                             const SessionDelta& delta);

/// Holds the session's row against other writers until the transaction ends, and changes nothing.
/// Returns whether there is such a session. On every engine a lost transaction that has inserted it
/// is waited for.
bool lock_session(Connection& connection, std::string_view id);

/// Adds to the sums: part of a step that has touched the session already.
void add_sums(Connection& connection, std::string_view id, const SessionDelta& delta);

/// Raises the session's time of change, never lowers it, and counts no change: part of a step that
/// has touched the session already.
void raise_updated(Connection& connection, std::string_view id, Millis updated);

/// Without a parent and not archived: what a plain list finds by index alone.
bool is_listed(const Session& session);

/// A session that is new, with the fingerprint of the content that it will have, where known.
struct NewSession {
  Session session;
  std::optional<Digest> fingerprint;
};
void insert_sessions(Connection& connection, std::span<const NewSession> sessions);
/// Sets the counts, sums and fingerprints.
void complete_session(Connection& connection, const NewSession& written);
/// Sets everything but id, counts and sums; the revision to `session.revision`.
void update_session(Connection& connection, const Session& session);
std::optional<Session> select_session(Connection& connection, std::string_view id);
/// Of the content as it was last put whole; nothing where that is not known.
std::optional<Digest> select_base_fingerprint(Connection& connection, std::string_view id);
/// Nothing in sessions of before there were checksums.
std::optional<std::int64_t> select_updated_checksum(Connection& connection, std::string_view id);
/// The time of the last change, and its checksum.
void set_updated(Connection& connection, std::string_view id, Millis updated);
/// Gives the time of change its checksum where it has none.
void seal_updated(Connection& connection, std::string_view id);
/// Nothing where it is not known, or the session not there.
std::optional<Digest> select_fingerprint(Connection& connection, std::string_view id);
std::vector<std::string> select_session_ids(Connection& connection, std::string_view prefix,
                                            std::int64_t limit);
/// Deletes the rows that the session owns, not the session.
void delete_content(Connection& connection, std::string_view id);
/// The session, its children, theirs: all that go when it goes.
std::vector<std::string> select_family(Connection& connection, std::string_view id);
void delete_session_row(Connection& connection, std::string_view id);

}  // namespace sessionstore::sql
