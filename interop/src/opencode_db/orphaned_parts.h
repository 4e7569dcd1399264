#pragma once

#include <string>
#include <vector>

#include "table.h"

/// Messages that only parts tell of. OpenCode's foreign keys hold such parts off; tools that did
/// not switch these on let them in.
namespace sessionstore::interop {

/// All of them; takes a scan of the largest index.
std::vector<std::string> messages_of_parts_alone(sql::Connection& connection, const Tables& tables);

/// The session that the first part of a message names; empty where none does.
std::string session_of_part(sql::Connection& connection, const Tables& tables,
                            const std::string& message_id);

/// Those of one session: what a plan of PlanDepth::sessions leaves out.
std::vector<std::string> orphans_of(sql::Connection& connection, const Tables& tables,
                                    const std::string& session_id);

}  // namespace sessionstore::interop
