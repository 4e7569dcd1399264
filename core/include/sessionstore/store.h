#pragma once

#include <sessionstore/column_check.h>
#include <sessionstore/difference.h>
#include <sessionstore/endpoint.h>
#include <sessionstore/model.h>

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sessionstore {

/// A project with what it holds.
struct ProjectSummary {
  std::string id;
  std::string name;
  std::int64_t sessions = 0;  ///< children and archived ones included
  std::vector<std::string> aliases;
};

/// Where a page of sessions begins: after this one. Opaque to callers but for its text form.
struct PageKey {
  Millis updated = 0;
  std::string id;
  [[nodiscard]] std::string to_text() const;
  /// Throws Error(invalid_argument) for a text that to_text() did not make.
  static PageKey from_text(std::string_view text);
};

/// Which sessions to list, newest change first.
struct SessionQuery {
  std::optional<std::string> project_id;  ///< all projects without it
  std::optional<std::string> author;
  bool children = false;  ///< all sessions, not the roots alone (roots.h)
  bool archived = false;  ///< archived ones too
  /// Whether their counts and sums matter. A store that would have to add them up first leaves them
  /// at 0 without.
  bool sums = true;
  std::int64_t limit = 50;  ///< 1 .. 10,000
  std::optional<PageKey> after;
};

struct SessionPage {
  std::vector<Session> sessions;
  std::optional<PageKey> next;  ///< absent on the last page
};

struct StoreStatus {
  std::string provider;
  std::string location;  ///< without secrets
  std::int64_t schema_version = 0;
  std::int64_t projects = 0;
  std::int64_t sessions = 0;
  std::int64_t messages = 0;
  std::int64_t parts = 0;
  /// How the way to a server is guarded, for people: "TLS, ..." or "not encrypted"; empty where
  /// there is no server.
  std::string connection = {};
};

/// What a store knows of a session without reading it.
struct SessionState {
  std::string id;
  std::string project_id;
  std::optional<std::string> parent_id;
  std::string author;
  std::string title;
  /// Another one after every change of what the session holds. To be compared, nothing else: equal
  /// stamps mean equal content; different ones need not mean a difference.
  std::string stamp;
};

/// What is left of a session that was deleted.
struct Tombstone {
  std::string session_id;
  std::optional<Digest> fingerprint;  ///< of what was deleted, where it was known
  Millis deleted = 0;
};

/// How long a store remembers that a session was deleted: 90 days.
inline constexpr Millis kTombstoneLife = Millis{90} * 24 * 3600 * 1000;

/// The repository of session history: what an application sees and what any backend provides.
///
/// Safe from many threads and many processes at once. Every call is one atomic step: it has
/// happened whole or not at all, and was retried where a retry is harmless. Absence is
/// std::nullopt; a write to what is not there throws Error(not_found). Limits (model.h) are checked
/// before anything is written.
///
/// Change detection is optimistic: a writer passes the revision it read, and gets Error(conflict)
/// if the row has changed since. Without a revision it overwrites knowingly.
///
/// To add a backend: implement this class (or, for SQL, only sql::Connection), derive a Provider,
/// and register it; tests/conformance shows whether it is right.
class SessionStore : public SessionPlace {
 public:
  virtual StoreStatus status() = 0;
  /// What the backend itself finds wrong (a database's own integrity check). Slow.
  virtual std::vector<Difference> check_storage() = 0;

  /// Compares the columns of all rows with what they were written as, and puts them right where
  /// `check` says so. Slow: it looks at every row, but not at its data. The default finds nothing:
  /// for a backend that keeps no columns beside the data.
  virtual ColumnReport check_columns(const ColumnCheck& check);

  // -- projects ---------------------------------------------------------------------------------

  /// Ordered by id.
  virtual std::vector<ProjectSummary> list_projects() = 0;

  // -- sessions ---------------------------------------------------------------------------------

  /// `session.revision`, counts and sums are ignored: they start at 1 and 0. Makes its project
  /// where there is none. Throws Error(already_exists).
  virtual Session create_session(const Session& session) = 0;
  virtual std::optional<Session> find_session(std::string_view id) = 0;
  /// Ids that begin with `prefix`, ascending, at most `limit`.
  virtual std::vector<std::string> find_session_ids(std::string_view prefix,
                                                    std::int64_t limit) = 0;
  /// One page. The cost of a plain one (no children, no archived ones) does not grow with the
  /// store, but with the child sessions that were changed between its first session and its last.
  virtual SessionPage list_sessions(const SessionQuery& query) = 0;
  /// Sets the title, in the column and in `data`.
  virtual Revision rename_session(std::string_view id, std::string_view title,
                                  std::optional<Revision> expected = {}) = 0;
  /// Archives (a time) or un-archives (none), in the column and in `data`.
  virtual Revision archive_session(std::string_view id, std::optional<Millis> archived,
                                   std::optional<Revision> expected = {}) = 0;
  /// Deletes the session, its child sessions, theirs, and all that they own.
  /// Returns how many sessions went: 0 where there was none.
  virtual std::int64_t delete_session(std::string_view id) = 0;

  // -- messages and parts -----------------------------------------------------------------------

  /// Appends one message with its parts in one step and gives it the next `seq`; `seq`, `position`
  /// and `revision` of the argument are ignored. Throws Error(already_exists) for a known id.
  virtual Message append_message(std::string_view session_id, const Turn& turn) = 0;
  /// At most `limit` (1 .. 10,000) messages with `seq > after_seq`, with their parts.
  virtual std::vector<Turn> read_messages(std::string_view session_id, std::int64_t after_seq,
                                          std::int64_t limit) = 0;
  virtual std::optional<Turn> find_message(std::string_view session_id, std::string_view id) = 0;
  /// Replaces role, times, sums and data of the message of that id.
  virtual Revision update_message(std::string_view session_id, const Message& message,
                                  std::optional<Revision> expected = {}) = 0;
  /// Puts one more part at the end of a message.
  virtual Part append_part(std::string_view session_id, std::string_view message_id,
                           const Part& part) = 0;
  /// Replaces type, times and data of the part of that id.
  virtual Revision update_part(std::string_view session_id, std::string_view message_id,
                               const Part& part, std::optional<Revision> expected = {}) = 0;
  /// Adds UTF-8 `text` to the top-level string "text" of a part's data, at a cost that does not
  /// grow with the part: for streamed answers. Throws Error(invalid_argument) where it has no such
  /// string.
  virtual Revision grow_part(std::string_view session_id, std::string_view message_id,
                             std::string_view part_id, std::string_view text,
                             std::optional<Revision> expected = {}) = 0;

  // -- records ----------------------------------------------------------------------------------

  /// Makes or replaces the record of that kind and key.
  virtual Revision put_record(std::string_view session_id, const Record& record,
                              std::optional<Revision> expected = {}) = 0;
  /// All of a session, ordered by kind and key.
  virtual std::vector<Record> read_records(std::string_view session_id) = 0;
  /// Whether there was one.
  virtual bool delete_record(std::string_view session_id, std::string_view kind,
                             std::string_view key) = 0;

  // -- keeping copies alike: what sync asks for. Each has a default made of the calls above, and is
  // worth implementing where a store grows large ------------------------------------------------

  /// Tells this store from every other one, and from one that was made anew at the same place where
  /// the backend can tell. Never shown. The default is location().
  virtual std::string identity();
  /// Every name that a project is known by, its id or an alias, with that project's id. The default
  /// is made of list_projects().
  virtual std::map<std::string, std::string> project_names();
  /// Of one project's sessions or of all, children and archived ones too. In no order.
  virtual std::vector<SessionState> session_states(const std::optional<std::string>& project_id);
  /// Of those that it holds.
  virtual std::vector<SessionState> find_session_states(std::span<const std::string> ids);
  /// Of those that are not there and were deleted within kTombstoneLife. The default knows of none:
  /// deletions in such a store do not reach other copies.
  virtual std::vector<Tombstone> find_tombstones(std::span<const std::string> ids);
  /// Deletes this session alone, not its children. Returns false where it was not there. Throws
  /// Error(conflict) unless its fingerprint is `expected`. The default refuses one with children.
  virtual bool remove_session(std::string_view id, const Digest& expected);
};

/// One whole session in memory.
struct SessionArchive {
  Session session;
  std::vector<Turn> turns;
  std::vector<Record> records;
};

/// Reads one whole session. Throws Error(not_found).
SessionArchive archive_session(SessionSource& source, std::string_view id);

/// Puts one whole session back verbatim, as BulkWriter::begin_session() describes.
void restore_session(SessionSink& sink, const SessionArchive& archive,
                     const std::optional<Digest>& expected = {});

}  // namespace sessionstore
