#pragma once

#include "part_reader.h"
#include "plan.h"
#include "storage.h"

namespace sessionstore::interop {

/// Reads whole sessions from the places that a plan names. One thread.
class SessionReader {
 public:
  /// Both must outlive it.
  SessionReader(Storage& storage, const ReadPlan& plan)
      : storage_(storage), parts_(storage, plan.shared_messages), shared_(plan.shared_messages) {}

  /// Throws Error(not_found) where all of it has gone since the plan was made.
  void read(const PlannedSession& planned, SessionVisitor& visitor);

 private:
  Session read_head(const PlannedSession& planned, const Reports& reports, bool& vanished);
  std::vector<Record> read_records(const PlannedSession& planned, const Reports& reports);
  void note_shared(const std::string& message, const std::string& session, const Reports& reports);

  Storage& storage_;
  PartReader parts_;
  const SharedMessages& shared_;
};

}  // namespace sessionstore::interop
