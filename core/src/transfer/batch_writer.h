#pragma once

#include <sessionstore/fingerprint.h>
#include <sessionstore/transfer.h>

#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "transfer/event_queue.h"

namespace sessionstore::transfer_detail {

/// Writes the sessions that arrive, several to a transaction, and reads back and compares each one
/// after its commit: where the store allows it, in a thread of its own while the next transaction
/// is written, but never during a commit. To be used by one thread.
///
/// Where something fails, the open transaction is undone, and its sessions come into `again`. In
/// the next round they have a transaction each, so that it shows which one the store refuses: that
/// one is named in the report, as is one that the source cannot give. Errors that will not pass,
/// and those that do not pass in several tries without a commit between them, are thrown.
class BatchWriter {
 public:
  BatchWriter(SessionPlace& store, const TransferOptions& options, TransferReport& report,
              SessionTally& tally)
      : store_(store), options_(options), report_(report), tally_(tally) {}

  /// To be called before the first session, and before those in `again` come once more.
  void begin_round();
  void begin(const SessionBegin& begin);
  void put(Rows rows);
  /// Ends the session, and the transaction where it is large enough.
  void end(const Digest& of_source);
  /// The source cannot give this session, or not to its end.
  void lose(const std::string& id, const Error& error);
  /// Commits and verifies all ended sessions; where one was begun and not ended, the whole open
  /// transaction is undone instead.
  void finish();

  /// Sessions to be looked at anew: others wrote them meanwhile, or their transaction was undone.
  std::vector<std::string> again;
  /// Why, where it was no other writer.
  std::optional<Error> last_failure;

 private:
  /// What becomes of the rows of the session that is arriving.
  enum class Fate {
    none,   ///< none is arriving
    take,   ///< they are written
    keep,   ///< the store's stay; these are only counted
    again,  ///< thrown away, for they come again
  };
  struct Ended {
    std::string id;
    Digest fingerprint;
    Counts counts;
  };
  /// The sessions of one transaction, with the fingerprints of what the store has of them.
  struct ReadBack {
    std::vector<Ended> sessions;
    bool committed = true;
    std::vector<std::optional<Digest>> found;
    double seconds = 0;
  };

  // The store itself has waited and tried again as long as it thinks right before each of these.
  static constexpr int kMostFailuresInARow = 3;

  /// Whether it is about the rows of one session: others may go well.
  static bool concerns_one_session(const Error& error);

  template <typename Call>
  void attempt(const Call& call);
  void fail(const Error& error);
  bool commit();
  void count_failure(const Error& error);
  void undo_batch();
  /// The current session is not taken.
  void keep(std::string reason);
  Fate decide_on_known(const SessionBegin& begin);
  void begin_writing(const SessionBegin& begin);
  void write(Row row);
  /// Writes carried records that come before this key; all that are left without one.
  void write_carried(const std::optional<std::string>& before);
  void add(const Counts& counts);
  /// Ends the transaction, and begins to read back its sessions.
  void commit_and_read_back();
  [[nodiscard]] ReadBack read_back(std::vector<Ended> sessions, bool committed) const;
  /// The end of the reading that was begun last, if any.
  ReadBack read_back_before();
  void judge(const ReadBack& read);
  void judge(const Ended& session, const std::optional<Digest>& found, bool committed);

  SessionPlace& store_;
  const TransferOptions& options_;
  TransferReport& report_;
  SessionTally& tally_;
  std::unique_ptr<BulkWriter> writer_;
  std::vector<Ended> batch_;  // of the open transaction
  std::future<ReadBack> reading_;
  std::string current_;
  Fate fate_ = Fate::none;
  /// Records of the current session that only the store has: they stay. By kind and key.
  std::map<std::string, Record> carried_;
  std::optional<Fingerprinter> carrying_;  // of the session as it becomes with them
  Counts counts_;                          // of the current session
  std::size_t rows_ = 0;
  std::size_t bytes_ = 0;
  bool careful_ = false;  // a transaction for each session
  bool careful_next_round_ = false;
  int failures_in_a_row_ = 0;
};

}  // namespace sessionstore::transfer_detail
