#pragma once

#include <sessionstore/error.h>
#include <sessionstore/sync.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "stop_signals.h"
#include "sync_sides.h"

namespace sessionstore::cli {

/// How long things take while watching, in seconds.
struct WatchTimes {
  double look = 0.2;      ///< between two looks at the local side
  double quiet = 0.4;     ///< without a change there before a sync begins
  double longest = 1.0;   ///< from the first change to the sync, however many follow
  double remote = 5;      ///< between two syncs while nothing changes on the local side
  double most_away = 30;  ///< between two tries while a side is away
};

/// Syncs whenever a side has changed, until it is told to stop. A side that is away is waited for;
/// what happens meanwhile goes over once it is back.
class Watch {
 public:
  Watch(Context& context, SidesOptions sides, WatchTimes times, const StopSignals& signals)
      : context_(context), given_(std::move(sides)), times_(times), signals_(signals) {}

  /// Returns the exit code.
  int run(const std::function<SyncReport(SyncSides&)>& sync);

 private:
  /// Once, before the first sync.
  void tell_what_is_watched();
  void report(const SyncReport& report);
  void report_away(const Error& error);
  /// Until there is something to sync, or the store is to be asked.
  void wait_for_change();
  /// Returns early where the user wants it to end.
  void sleep(double seconds) const;
  [[nodiscard]] bool stopping() const { return signals_.stop().load(); }

  Context& context_;
  SidesOptions given_;
  WatchTimes times_;
  const StopSignals& signals_;
  std::unique_ptr<SyncSides> sides_;
  std::uint64_t version_ = 0;  // of the local side before the last sync
  bool told_ = false;          // what is watched
  bool first_ = true;          // until the first report
  std::string last_skipped_;
  double away_ = 0;  // how long the next try waits; 0 while both sides are there
};

}  // namespace sessionstore::cli
