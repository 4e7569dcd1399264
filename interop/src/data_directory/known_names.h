#pragma once

#include <string_view>

/// What the names in OpenCode's data directory say.
namespace sessionstore::interop {

/// OpenCode names its database opencode.db, or opencode-CHANNEL.db.
bool is_database_name(std::string_view name);

/// The name of the database that SQLite laid a file of this name beside; empty for another file.
std::string_view database_beside(std::string_view name);

/// Whether a file or directory of this name is OpenCode's, or ours, and holds no history that is
/// not elsewhere: logs, credentials, programs, the backups that are made before a write. Also what
/// desktops leave wherever somebody looks.
bool holds_no_history(std::string_view name);

/// The same in the directory of one project, as OpenCode up to 0.5 kept it.
bool holds_no_history_of_project(std::string_view name);

}  // namespace sessionstore::interop
