#include "returning_sessions.h"

#include <algorithm>

namespace sessionstore::cli {

Inventory ReturningSessions::inventory() {
  Inventory inventory = source_.inventory();
  std::vector<std::string> ids;
  for (const SessionEntry& entry : inventory.sessions) {
    ids.push_back(entry.id);
  }
  deleted_.clear();
  for (const Tombstone& tombstone : store_.find_tombstones(ids)) {
    deleted_.push_back(tombstone.session_id);
  }
  return inventory;
}

std::vector<std::string> ReturningSessions::returned() const {
  std::vector<std::string> returned = deleted_;
  std::erase_if(returned, [&](const std::string& id) { return !store_.find_session(id); });
  std::ranges::sort(returned);
  return returned;
}

}  // namespace sessionstore::cli
