#pragma once

#include <sessionstore/endpoint.h>

#include <set>
#include <string>

#include "opencode/reports.h"
#include "table.h"

/// OpenCode 2 keeps sessions in `session_v2` and messages, content included, in `session_message`,
/// beside the tables of 1.x, which it leaves as they were when it took their sessions over. What is
/// known of it is known from public descriptions:
/// https://github.com/anomalyco/opencode/issues/49641 and others; no program was at hand to prove
/// it.
namespace sessionstore::interop {

inline constexpr std::string_view kSecondSessions = "session_v2";
inline constexpr std::string_view kSecondMessages = "session_message";
inline constexpr const char* kProvisional =
    "OpenCode 2's own tables: read as they are publicly described, not yet proven with the program";

/// Whether the database has both tables, with the columns that are read.
bool has_second_generation(const Tables& tables);

/// Passes on the session's messages made after `last_of_first`, the time of its last message in the
/// tables of 1.x: earlier ones are those, made poorer. An element of a message's content becomes a
/// part. Returns the ids of the messages that were passed on.
std::set<std::string> read_second_messages(sql::Connection& connection, const Tables& tables,
                                           const std::string& session_id, Millis last_of_first,
                                           SessionVisitor& visitor);

}  // namespace sessionstore::interop
