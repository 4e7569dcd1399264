#pragma once

#include <sessionstore/sql/connection.h>
#include <sessionstore/store.h>

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The statements that keeping copies of a history alike needs.
namespace sessionstore::sql {

/// The random id that the store was given when it was made.
std::string select_identity(Connection& connection);

/// Ids and aliases, with the id of the project that each means.
std::map<std::string, std::string> select_project_names(Connection& connection);

std::vector<SessionState> select_states(Connection& connection,
                                        const std::optional<std::string>& project_id);
std::vector<SessionState> select_states_of(Connection& connection,
                                           std::span<const std::string> ids);
/// Of sessions that were deleted after `since`, whether or not they are there again.
std::vector<Tombstone> select_tombstones(Connection& connection, std::span<const std::string> ids,
                                         Millis since);

/// Remembers, inside the transaction that deletes it, that a session was there.
void put_tombstone(Connection& connection, const Tombstone& tombstone);
/// Forgets those of before `until`.
void delete_tombstones(Connection& connection, Millis until);

}  // namespace sessionstore::sql
