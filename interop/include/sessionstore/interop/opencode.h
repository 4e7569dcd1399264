#pragma once

#include <sessionstore/interop/flat_files.h>

#include <filesystem>
#include <memory>

namespace sessionstore::interop {

/// The user's own OpenCode data directory: `$XDG_DATA_HOME/opencode`, else
/// `~/.local/share/opencode`. Empty arguments stand for variables that are not set.
std::filesystem::path default_opencode_directory(const std::string& xdg_data_home,
                                                 const std::string& home);

/// What OpenCode's own environment says of its data.
struct OpencodeSettings {
  /// `OPENCODE_DB`: a database, absolute or relative to the data directory; empty where it is
  /// unset.
  std::filesystem::path database;
};

/// Opens what an `opencode:PATH` names: a data directory with all generations that it holds as one
/// history (the databases of every channel, flat files left beside them, the projects' own of
/// OpenCode up to 0.5), a `storage/` of flat files, `project/` of OpenCode up to 0.5 or one project
/// of it, or one database file. Nothing of it is ever changed. `known_alias` may be empty.
///
/// Of several places in a data directory one that cannot be read is named in the inventory's
/// `skipped`, and takes no other with it; what lies there and is no history known here is named in
/// its `notes`.
///
/// Throws Error(not_found) where there is nothing, Error(permission_denied) where it cannot be
/// read; the source's inventory() throws as open_opencode_database() says, and whatever reads
/// throws Error(interrupted) once `stop` is raised.
std::unique_ptr<SessionSource> open_opencode(const std::filesystem::path& path,
                                             AliasLookup known_alias,
                                             const OpencodeSettings& more = {}, StopFlag stop = {});

}  // namespace sessionstore::interop
