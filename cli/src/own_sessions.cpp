#include "own_sessions.h"

#include "attribution.h"

namespace sessionstore::cli {

std::optional<std::string> author_of_own(Context& context, const ProjectScope& project) {
  if (project.rule != "directory" && project.rule != "repository") {
    return std::nullopt;
  }
  std::string author = author_of(context);
  return author.empty() ? std::nullopt : std::optional(std::move(author));
}

}  // namespace sessionstore::cli
