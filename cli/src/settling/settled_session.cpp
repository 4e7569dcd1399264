#include "settling/settled_session.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

namespace sessionstore::cli {

namespace {

Error gone(const std::string& id) {
  return {ErrorCode::not_found, fmt::format("session {} is no more in the store", id),
          "--keep both marks the conflict as settled"};
}

}  // namespace

SettledSession read_settled(SyncSides& sides, const std::string& id) {
  const auto stored = sides.remote_store().find_stored(id);
  if (!stored) throw gone(id);
  return {archive_session(sides.remote_store(), id), stored->fingerprint};
}

void replace_settled(SyncSides& sides, const SettledSession& session,
                     const SessionArchive& archive) {
  restore_session(sides.remote_store(), archive, session.fingerprint);
}

std::string name_of_settled(SyncSides& sides, const std::string& id) {
  const auto session = sides.remote_store().find_session(id);
  if (!session) throw gone(id);
  return fmt::format("{} (\"{}\")", id, session->title);
}

}  // namespace sessionstore::cli
