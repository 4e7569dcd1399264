#pragma once

#include <sessionstore/model.h>

#include <string>
#include <vector>

namespace sessionstore::sync_detail {

/// A member of a session's own data that both sides have set, and not alike.
struct ContestedField {
  std::string name;   ///< "title", "time.archived" ...
  std::string local;  ///< as JSON; empty where the side has none
  std::string remote;
};

/// One side's own row of a session, when both sides were last alike and now. The base of a session
/// that never was has empty data.
struct RowHistory {
  const Session* base;
  const Session* now;
};

/// The rows of the two sides after a sync.
struct MergedFields {
  Session local;
  Session remote;
  std::vector<ContestedField> contested;  ///< where the remote's stays
};

/// Carries what each side has changed over to the other, member by member. What belongs to a place
/// (directory, version and the like) stays where it is; sums and the time of change are those of
/// the side that changed last. `remote_seen` is the remote's row as the local side would keep it:
/// what goes to the local side is as it is there.
MergedFields merge_fields(const RowHistory& local, const RowHistory& remote,
                          const Session& remote_seen);

/// Whether they differ in what merge_fields() may change.
bool same_fields(const Session& a, const Session& b);

}  // namespace sessionstore::sync_detail
