#pragma once

#include <string>
#include <string_view>

#include "directory.h"

namespace sessionstore::interop {

/// Where a symbolic link leads.
struct LinkEnd {
  EntryKind kind = EntryKind::broken_link;
  std::string path;  ///< of a file: below the root, and no part of it is a link
};

/// Follows the link `path` below `root` without ever opening what it leads to. It ends at a file
/// only where every step stays below `root` and passes through no link to a directory: what
/// somebody put into a storage/ must not reach into the rest of the machine, nor into itself again
/// and again.
LinkEnd follow_link(const Directory& root, std::string_view path);

}  // namespace sessionstore::interop
