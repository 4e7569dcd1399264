#pragma once

#include <sessionstore/provider.h>

namespace sessionstore::sql {

/// Throws Error(version_mismatch) for a schema that is newer than the program, Error(corrupt) for
/// one that is not as its migrations made it.
void require_usable(const SchemaStatus& status);

}  // namespace sessionstore::sql
