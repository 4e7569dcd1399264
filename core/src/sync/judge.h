#pragma once

#include <functional>
#include <set>
#include <string>

#include "sync/line.h"

namespace sessionstore::sync_detail {

/// The rows of one session on both sides, as they were when both were last alike and as they are.
struct ThreeWay {
  RowHashes local_base;  ///< these two are empty where the sides never met
  RowHashes remote_base;
  RowHashes local;
  RowHashes remote;
  RowHashes remote_seen;  ///< the remote's as the local replica would keep them
};

/// What is to happen to the rows of one session.
struct Judgement {
  std::set<RowKey> to_remote;  ///< whose state on the local side goes over, absence included
  std::set<RowKey> to_local;   ///< the other way
  std::set<RowKey> contested;  ///< records that both sides have changed
  std::string divergence;      ///< why there can be no common state; empty where there can
};

/// Decides by what each side has changed since they were alike: what one side alone has changed
/// goes over. They have diverged where both have changed one row, where both have gone on with new
/// messages, and where one has removed messages from what the other goes on with. `mean_the_same`
/// is asked about rows that both have changed to other texts.
Judgement judge(const ThreeWay& rows, const std::function<bool(const RowKey&)>& mean_the_same);

}  // namespace sessionstore::sync_detail
