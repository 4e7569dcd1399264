// What SqlStore gives to those who keep copies of a history alike.
#include <sessionstore/error.h>
#include <sessionstore/fingerprint.h>

#include "sql/sql_store.h"
#include "sql/state_queries.h"

namespace sessionstore::sql {
namespace {

/// The fingerprint of a session that the caller has locked; nothing where it is not there.
std::optional<Digest> fingerprint_now(Connection& connection, std::string_view id) {
  try {
    Fingerprinter fingerprinter;
    bool begun = false;
    stream_session(connection, id, fingerprinter, begun);
    return fingerprinter.finish();
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_found) return std::nullopt;
    throw;
  }
}

}  // namespace

std::string SqlStore::identity() {
  return steps_.query([&](Connection& connection) { return select_identity(connection); }) +
         backend_.copy;
}

std::map<std::string, std::string> SqlStore::project_names() {
  return steps_.query([](Connection& connection) { return select_project_names(connection); });
}

std::vector<SessionState> SqlStore::session_states(const std::optional<std::string>& project_id) {
  return steps_.query(
      [&](Connection& connection) { return select_states(connection, project_id); });
}

std::vector<SessionState> SqlStore::find_session_states(std::span<const std::string> ids) {
  return steps_.query([&](Connection& connection) { return select_states_of(connection, ids); });
}

std::vector<Tombstone> SqlStore::find_tombstones(std::span<const std::string> ids) {
  const Millis since = backend_.clock() - kTombstoneLife;
  return steps_.read([&](Connection& connection) {
    std::vector<Tombstone> found = select_tombstones(connection, ids, since);
    std::erase_if(found, [&](const Tombstone& tombstone) {
      return !select_states_of(connection, {&tombstone.session_id, 1}).empty();
    });
    return found;
  });
}

bool SqlStore::remove_session(std::string_view id, const Digest& expected) {
  const auto step = [&](Connection& connection) {
    if (!lock_session(connection, id)) return false;
    if (fingerprint_now(connection, id) != expected) {
      throw Error(ErrorCode::conflict,
                  "session '" + std::string(id) + "' was changed by someone else",
                  "run the same command again");
    }
    delete_content(connection, id);
    delete_session_row(connection, id);
    put_tombstone(connection, {std::string(id), expected, backend_.clock()});
    delete_tombstones(connection, backend_.clock() - kTombstoneLife);
    return true;
  };
  return steps_.write(step, [&](Connection& connection) { return !lock_session(connection, id); });
}

}  // namespace sessionstore::sql
