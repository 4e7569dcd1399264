#pragma once

#include <sessionstore/project.h>
#include <sessionstore/sql/connection.h>

#include <map>
#include <optional>
#include <string>

#include "opencode_db/table.h"

namespace sessionstore::interop {

/// What must be known of an OpenCode database to write into it.
struct TargetFacts {
  Tables tables;
  /// How the OpenCode that made these tables tells projects apart.
  OpencodeRule rule = OpencodeRule::by_commit;
  /// Whether it is known to continue sessions whose message ids are larger than today's, which is
  /// so from 1.18.15 on. Ids wrapped on 2026-08-14.
  bool continues_wrapped_ids = false;
};

/// Throws as require_known_generation() does.
TargetFacts read_facts(sql::Connection& connection, const std::string& location);

/// The project of the database's sessions that are in that directory, if there are any.
std::optional<std::string> project_worked_in(sql::Connection& connection,
                                             const std::string& directory);

/// OpenCode's projects of directories here, each looked at once. One thread.
class Checkouts {
 public:
  explicit Checkouts(OpencodeRule rule) : rule_(rule) {}
  const OpencodeProject& of(const std::string& directory);

 private:
  OpencodeRule rule_;
  std::map<std::string, OpencodeProject> known_;
};

}  // namespace sessionstore::interop
