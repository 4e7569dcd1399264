#pragma once

#include <sessionstore/digest.h>
#include <sessionstore/endpoint.h>
#include <sessionstore/error.h>
#include <sessionstore/session_tally.h>

#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What travels from the thread that reads the source to the one that writes.
namespace sessionstore::transfer_detail {

using Row = std::variant<Message, Part, Record>;

/// The hashes of a session's rows by what names them, to tell what one version of it has of
/// another. The keys of records begin with kRecordKey.
using RowHashes = std::map<std::string, Digest>;
inline constexpr char kRecordKey = 'r';

/// How many rows of a session could be read.
struct Counts {
  std::int64_t messages = 0;
  std::int64_t parts = 0;
  std::int64_t records = 0;
};

/// Nothing of a session is to be written: it is unchanged, or it has failed, which a Remark has
/// told.
struct Settled {
  std::string id;
  SessionOutcome outcome;
  Counts counts;
};

/// Rows of one session follow, until SessionEnd.
struct SessionBegin {
  Session session;
  std::optional<Digest> expected;  ///< the fingerprint of the sink's own, where it has one
  RowHashes rows;                  ///< the source's, where the sink has one
};

struct SessionEnd {
  Digest fingerprint;
};

/// The source could not give the session, or not to its end: no SessionEnd comes. An Error in its
/// parts, for copies of one share their text between the threads.
struct SessionLost {
  std::string id;
  ErrorCode code;
  std::string message;
  std::string hint;
  int native_code;
};

/// Several rows at once: a queue of single rows would spend its time in locks.
struct Rows {
  std::vector<Row> rows;
  std::size_t bytes = 0;
};

struct Remark {
  Skipped what;
  bool note = false;  ///< taken, but not as it was
};

/// The source could not go on.
struct Failure {
  std::exception_ptr cause;
};

struct Finished {};

using Event =
    std::variant<Settled, SessionBegin, Rows, SessionEnd, SessionLost, Remark, Failure, Finished>;

/// A queue between one producer and one consumer that holds a bounded number of bytes. Thread-safe.
class EventQueue {
 public:
  /// Waits while the queue is full. Returns false once the consumer has left: stop producing.
  bool push(Event event, std::size_t bytes = 0);
  Event pop();
  /// The consumer leaves; push() no longer waits.
  void close();

 private:
  struct Entry {
    Event event;
    std::size_t bytes;
  };
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Entry> entries_;  // guarded by mutex_
  std::size_t bytes_ = 0;      // guarded by mutex_
  bool closed_ = false;        // guarded by mutex_
};

}  // namespace sessionstore::transfer_detail
