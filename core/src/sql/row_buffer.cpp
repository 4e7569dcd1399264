#include "sql/row_buffer.h"

#include <sessionstore/error.h>

#include <algorithm>

namespace sessionstore::sql {
namespace {

// So many statements' worth, since what is left over makes a statement of another length.
constexpr std::size_t kStatementsHeld = 10;
constexpr std::size_t kMostBytesHeld = 3U << 20U;

// Another writer may have put the same session since it was looked for.
void insert_sessions_of_nobody_else(Connection& connection, std::span<const NewSession> sessions) {
  try {
    insert_sessions(connection, sessions);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::already_exists) throw;
    throw Error(ErrorCode::conflict, "one of the sessions was put by someone else meanwhile",
                "run the same command again", error.native_code());
  }
}

}  // namespace

bool RowBuffer::has_session(std::string_view id) const {
  return std::ranges::any_of(sessions_,
                             [&](const NewSession& added) { return added.session.id == id; });
}

bool RowBuffer::full(const Dialect& dialect) const {
  const std::size_t most = dialect.rows_per_insert * kStatementsHeld;
  return sessions_.size() >= most || messages_.rows.size() >= most || parts_.rows.size() >= most ||
         records_.rows.size() >= most || bytes_ >= kMostBytesHeld;
}

void RowBuffer::flush(Connection& connection) {
  // In this order: engines with foreign keys ask for it.
  insert_sessions_of_nobody_else(connection, sessions_);
  insert_messages(connection, messages_.owned());
  insert_parts(connection, parts_.owned());
  insert_records(connection, records_.owned());
  *this = {};
}

}  // namespace sessionstore::sql
