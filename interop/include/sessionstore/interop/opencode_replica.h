#pragma once

#include <sessionstore/interop/flat_files.h>
#include <sessionstore/interop/opencode_target.h>
#include <sessionstore/replica.h>

#include <cstdint>
#include <filesystem>
#include <memory>

namespace sessionstore::interop {

/// OpenCode's database (1.2 to 1.18) as one copy of a history that sync keeps like others, while
/// OpenCode runs or not. One thread, one connection, and no transaction longer than one session or
/// one pass over the database.
///
/// sessions() hashes every row that belongs to a session, whatever it says of its time: OpenCode
/// writes in place. Sessions that only orphaned rows tell of are left out. Throws Error(corrupt)
/// where the file cannot be read to its end, and Error(unavailable) where another file has taken
/// its place since it was opened.
///
/// place()'s writer replaces a session in a transaction of its own under OpenCode's own rules
/// (foreign keys on, five seconds' patience), in commit(): Error(conflict), with nothing of the
/// session written, where its fingerprint then is not the expected one. With several sessions to a
/// commit those before it are written, those after it are not. Rows that did not change are not
/// touched, and neither is what only OpenCode writes: session_share, tables that are not known
/// here, secrets. What is put must be what as_kept_here() gives, which takes these from this
/// database: anything that would read back otherwise throws Error(constraint), with nothing
/// written, and so does an id that another session has, and a session of OpenCode 2. Before the
/// first change a copy of the database is made as by OpencodeTarget.
///
/// as_kept_here() adapts as OpencodeTarget does. A session that is here already keeps its directory
/// (unless a rule tells another one), its project, and all records but the todo list; rows that are
/// here just so stay as they are. What was read from here thus comes back equal.
///
/// identity() is the path and the time when OpenCode made the tables, which copies of the file and
/// VACUUM keep; before 1.2.27 OpenCode did not note that, and the path stands alone.
class OpencodeReplica : public Replica {
 public:
  /// Another number after each commit of another connection than this one. Asks the -wal alone: for
  /// whoever waits for changes.
  virtual std::uint64_t data_version() = 0;
};

/// `place` as for open_opencode_target(), and with its errors; `known_alias` may be empty.
std::unique_ptr<OpencodeReplica> open_opencode_replica(const std::filesystem::path& place,
                                                       TargetSettings settings,
                                                       AliasLookup known_alias);

}  // namespace sessionstore::interop
