#include <sessionstore/endpoint.h>

namespace sessionstore {

StoredSessions SessionSink::find_all_stored(std::span<const std::string> ids) {
  StoredSessions found;
  for (const std::string& id : ids) {
    if (auto stored = find_stored(id)) found.emplace(id, *stored);
  }
  return found;
}

}  // namespace sessionstore
