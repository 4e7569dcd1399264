#include <sessionstore/error.h>
#include <sessionstore/selection.h>

#include <iterator>
#include <utility>

namespace sessionstore {

Selection::Selection(SessionSource& source, std::set<std::string> sessions,
                     std::set<std::string> projects)
    : source_(source),
      sessions_(std::make_move_iterator(sessions.begin()), std::make_move_iterator(sessions.end())),
      projects_(std::move(projects)) {}

Inventory Selection::inventory() {
  Inventory inventory = source_.inventory();
  std::erase_if(inventory.projects,
                [&](const Project& project) { return !projects_.contains(project.id); });
  std::erase_if(inventory.sessions,
                [&](const SessionEntry& entry) { return !sessions_.contains(entry.id); });
  // Both are in order.
  auto found = inventory.sessions.begin();
  for (const std::string& wanted : sessions_) {
    if (found != inventory.sessions.end() && found->id == wanted) {
      ++found;
    } else {
      inventory.skipped.push_back({wanted, "there is no such session in the source"});
    }
  }
  return inventory;
}

void Selection::read_session(std::string_view id, SessionVisitor& visitor) {
  if (!sessions_.contains(id)) {
    throw Error(ErrorCode::not_found, "session " + std::string(id) + " is not among those chosen");
  }
  source_.read_session(id, visitor);
}

}  // namespace sessionstore
