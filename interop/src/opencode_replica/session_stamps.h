#pragma once

#include <sessionstore/sql/connection.h>
#include <sessionstore/stop_flag.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hashed_table.h"

namespace sessionstore::interop {

/// What tells one content of a session from another, without reading it: the sum of the hashes of
/// all rows that the session has in any table that is read. Both ways of asking give the same
/// stamp. A part belongs to its message's session, whatever session it names itself; one without a
/// message to the session that it names.
class SessionStamps {
 public:
  /// Refers to both; made anew where the tables may have changed.
  SessionStamps(sql::Connection& connection, const Tables& tables, StopFlag stop = {});

  /// Of all sessions that any row tells of, in one pass over each table. To be called inside a
  /// transaction, as of() is. Throws Error(interrupted) where it is stopped.
  [[nodiscard]] std::map<std::string, std::string, std::less<>> all() const;
  [[nodiscard]] std::string of(std::string_view session_id) const;

 private:
  struct Owned {
    HashedTable table;
    std::string of_session;  ///< the condition for the rows of one session
  };

  sql::Connection& connection_;
  StopFlag stop_;
  HashedTable messages_;
  HashedTable parts_;
  std::vector<Owned> others_;
};

}  // namespace sessionstore::interop
