#pragma once

#include <sessionstore/transfer.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "transfer/event_queue.h"

namespace sessionstore::transfer_detail {

/// Writes the sessions that arrive, several to a transaction, and reads back and compares each one
/// after its commit. One thread.
class BatchWriter {
 public:
  BatchWriter(SessionStore& store, TransferReport& report) : store_(store), report_(report) {}

  enum class Decision {
    take,   ///< its rows are to be put
    keep,   ///< the store's stays; throw the rows away
    again,  ///< somebody else wrote it since the transfer began: in `again`, to be looked at anew
  };
  Decision begin(const SessionBegin& begin);
  void put(Rows rows);
  /// Ends the session, and the transaction where it is large enough.
  void end(const Digest& fingerprint);
  /// Commits and verifies the ended sessions; where one was begun and not ended, the whole open
  /// transaction is undone instead.
  void finish();

  std::vector<std::string> again;

 private:
  struct Written {
    std::string id;
    Digest fingerprint;
  };

  Decision decide_on_known(const SessionBegin& begin);
  BulkWriter& writer();
  void verify_batch();

  SessionStore& store_;
  TransferReport& report_;
  std::unique_ptr<BulkWriter> writer_;
  std::vector<Written> batch_;
  std::string current_;
  bool in_session_ = false;
  std::size_t rows_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace sessionstore::transfer_detail
