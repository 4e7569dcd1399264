#pragma once

#include <sessionstore/model.h>

#include <string>
#include <string_view>

#include "row_values.h"
#include "target_facts.h"

/// Rows as OpenCode has them, for whoever writes them.
namespace sessionstore::interop {

RowValues message_values(const Tables& tables, const std::string& session_id,
                         const Message& message);
RowValues part_values(const Tables& tables, const std::string& session_id,
                      const std::string& message_id, const Part& part);

/// Inserts a row whose id OpenCode has but once, whatever the session: throws Error(constraint)
/// where it is there already.
void insert_once(const RowValues& row, sql::Connection& connection, std::string_view what,
                 const std::string& id);

/// Makes the project that the session's row refers to, where there is none.
void ensure_project(sql::Connection& connection, const TargetFacts& facts, Checkouts& checkouts,
                    const Session& session, Millis now);

bool has_session_row(sql::Connection& connection, const std::string& id);

}  // namespace sessionstore::interop
