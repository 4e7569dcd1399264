#include "others_sessions.h"

#include <fmt/format.h>

#include "attribution.h"
#include "render/text.h"

namespace sessionstore::cli {

std::string whose(Context& context, const Session& session) {
  if (session.author.empty() || session.author == author_of(context)) {
    return "";
  }
  return fmt::format(", which is {}'s", printable_line(session.author));
}

}  // namespace sessionstore::cli
