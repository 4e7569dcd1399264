#pragma once

#include <sessionstore/digest.h>
#include <sessionstore/model.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The two small interfaces that moving sessions about needs. Any source goes with any sink.
namespace sessionstore {

/// Something that a source holds and that was not taken, with the reason. Never silently dropped.
struct Skipped {
  std::string source;  ///< the file or row
  std::string reason;
};

/// Receives one whole session in canonical order: the session, then each message in `seq` order
/// followed by its parts in `position` order, then the records ordered by kind and key (as bytes).
class SessionVisitor {
 public:
  virtual ~SessionVisitor() = default;
  virtual void on_session(Session session) = 0;
  virtual void on_message(Message message) = 0;
  virtual void on_part(Part part) = 0;
  virtual void on_record(Record record) = 0;
  /// Called at any time for a row of this session that could not be read.
  virtual void on_skipped(Skipped /*skipped*/) {}
  /// Called at any time for a row that was taken, but not as it was: repaired bytes, a row made up
  /// to hold orphans.
  virtual void on_note(Skipped /*note*/) {}
};

/// One session of a source.
struct SessionEntry {
  std::string id;
  /// Its fingerprint (fingerprint.h) where the source knows it without reading the session.
  std::optional<Digest> fingerprint;
};

/// What a source holds.
struct Inventory {
  std::vector<Project>
      projects;  ///< those that own one of the sessions, and others the source names
  std::vector<SessionEntry> sessions;  ///< ascending by id, as bytes
  std::vector<Skipped> skipped;        ///< what belongs to no session and could not be taken
  std::vector<Skipped> notes;          ///< the same, taken but not as it was
};

/// A place that sessions can be read from. Never changes the place. One thread at a time.
class SessionSource {
 public:
  virtual ~SessionSource() = default;
  /// A LOCATION for people and reports, without secrets.
  [[nodiscard]] virtual std::string location() const = 0;
  virtual Inventory inventory() = 0;
  /// Streams one session of the inventory; memory is bounded by its largest rows, not by its size.
  /// Throws Error(not_found) where it is gone.
  virtual void read_session(std::string_view id, SessionVisitor& visitor) = 0;
};

/// Writes whole sessions, many to a transaction. Sessions become visible whole or not at all; what
/// was not committed when the writer is destroyed is not written. One thread; holds a write lock
/// between begin_session() and commit(). No other call into the same sink may be made meanwhile,
/// but as SessionPlace::reads_beside_writer() says.
/// Rows may be written late: what is wrong with one may be thrown by any later call. After an error
/// that is no conflict and no broken limit nothing can be committed: destroy it and start anew.
class BulkWriter {
 public:
  virtual ~BulkWriter() = default;
  virtual void put_project(const Project& project) = 0;

  /// Starts one session. It replaces the stored one of the same id, of which `expected` must be the
  /// fingerprint; without `expected` there must be none. Throws Error(conflict) otherwise, with
  /// nothing of this session written and the writer still usable.
  virtual void begin_session(const Session& session, const std::optional<Digest>& expected) = 0;
  virtual void put_message(Message message) = 0;
  virtual void put_part(Part part) = 0;
  virtual void put_record(Record record) = 0;
  /// Completes it. `fingerprint` is what reading it back must give.
  virtual void end_session(const Digest& fingerprint) = 0;

  virtual void commit() = 0;
};

/// What a sink already holds of one session.
struct StoredSession {
  Digest fingerprint;                      ///< of the content now
  std::optional<Digest> base_fingerprint;  ///< of the content when it was last put whole
};

/// By session id.
using StoredSessions = std::map<std::string, StoredSession, std::less<>>;

/// A place that whole sessions can be put into, verbatim.
class SessionSink {
 public:
  virtual ~SessionSink() = default;
  [[nodiscard]] virtual std::string location() const = 0;
  /// Makes or updates it: the name and records are set; aliases are added unless another project
  /// has them already.
  virtual void put_project(const Project& project) = 0;
  /// By id, else by alias.
  virtual std::optional<Project> find_project(std::string_view id_or_alias) = 0;
  virtual std::optional<StoredSession> find_stored(std::string_view id) = 0;
  /// Those of `ids` that it holds. Asks for one after the other unless a place knows better.
  virtual StoredSessions find_all_stored(std::span<const std::string> ids);
  virtual std::unique_ptr<BulkWriter> bulk_writer() = 0;
};

/// A place that gives back what was put into it: what a transfer can write to and verify.
class SessionPlace : public SessionSource, public SessionSink {
 public:
  [[nodiscard]] std::string location() const override = 0;
  /// Whether another thread may call read_session() while a BulkWriter of this place is at work,
  /// and neither waits for the other. A transfer then reads back one transaction's sessions while
  /// it writes the next one's.
  [[nodiscard]] virtual bool reads_beside_writer() const { return false; }
};

}  // namespace sessionstore
