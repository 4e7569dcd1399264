#pragma once

#include <sessionstore/clock.h>
#include <sessionstore/endpoint.h>
#include <sessionstore/stop_flag.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sessionstore::interop {

/// Where things are on this machine.
struct TargetSettings {
  /// FROM and TO of each rule: what lies in FROM on the machine that a session comes from lies in
  /// TO here. `${HOME}` on either side is `home`.
  std::vector<std::pair<std::string, std::string>> directories;
  std::string home;
  /// Sessions of the project that this directory belongs to are brought here where no rule fits and
  /// their own directory does not exist.
  std::filesystem::path here;
  /// Of a data directory, the database that is meant, absolute or relative to it; opencode.db where
  /// it is empty. ":memory:", which OPENCODE_DB may be, is none.
  std::filesystem::path database;
  Clock clock = system_clock_millis;
  /// Ends a pass over the whole database with Error(interrupted). Writing ends at its own pace.
  StopFlag stop = {};
};

/// An OpenCode database (1.2 to 1.18) that sessions are brought back into, while OpenCode runs or
/// not. One thread.
///
/// Each session is written whole in a transaction of its own, under OpenCode's own rules: foreign
/// keys on, waiting up to five seconds for the write lock. A session that is there already is only
/// ever added to: where a row of it differs, or it has rows that the source lacks, it is left alone
/// and named. Before the first write a copy of the database is made beside it
/// (`opencode.db.before-export-TIME`, the last three are kept).
///
/// Use it as `transfer(*target->adapt(source), *target, options)`.
class OpencodeTarget : public SessionPlace {
 public:
  /// What the source's sessions will be there; transfer() compares with that. Refers to both.
  virtual std::unique_ptr<SessionSource> adapt(SessionSource& source) = 0;
};

/// `place` is a database, or a data directory with one (TargetSettings::database). Throws
/// Error(not_found) where there is no database: OpenCode makes it when it first runs;
/// Error(version_mismatch) for an OpenCode that is not known here.
std::unique_ptr<OpencodeTarget> open_opencode_target(const std::filesystem::path& place,
                                                     TargetSettings settings);

}  // namespace sessionstore::interop
