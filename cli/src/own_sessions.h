#pragma once

#include <optional>
#include <string>

#include "context.h"
#include "project_scope.h"

namespace sessionstore::cli {

/// Whose sessions of a project a shared store is asked for unless --all-authors says everybody's:
/// the caller's own where only a directory's name tells the project, for others may have another
/// project of that name; everybody's otherwise.
std::optional<std::string> author_of_own(Context& context, const ProjectScope& project);

}  // namespace sessionstore::cli
