#include "target_facts.h"

#include <array>
#include <charconv>

#include "opencode_db/generation.h"

namespace sessionstore::interop {
namespace {

/// The numbers of "1.18.15"; what is no number counts as 0.
std::array<int, 3> numbers_of(std::string_view version) {
  std::array<int, 3> numbers{};
  const char* at = version.data();
  const char* const end = version.data() + version.size();
  for (int& number : numbers) {
    at = std::from_chars(at, end, number).ptr;
    if (at != end) ++at;
  }
  return numbers;
}

}  // namespace

TargetFacts read_facts(sql::Connection& connection, const std::string& location) {
  TargetFacts facts;
  facts.tables = read_tables(connection);
  require_known_generation(connection, facts.tables, location);
  // Both came with 1.15.
  if (facts.tables.at("session").has("cost")) facts.rule = OpencodeRule::by_remote;
  if (!facts.tables.at("session").has("version")) return facts;
  connection.query("SELECT version FROM session ORDER BY time_created DESC LIMIT 1", {},
                   [&](const sql::Row& row) {
                     constexpr std::array<int, 3> kMended{1, 18, 15};
                     facts.continues_wrapped_ids = numbers_of(row.bytes(0)) >= kMended;
                   });
  return facts;
}

std::optional<std::string> project_worked_in(sql::Connection& connection,
                                             const std::string& directory) {
  std::optional<std::string> project;
  connection.query(
      "SELECT project_id FROM session WHERE directory = ?1 UNION ALL "
      "SELECT id FROM project WHERE worktree = ?1 AND ?1 <> '/' LIMIT 1",
      {directory}, [&](const sql::Row& row) { project = row.bytes(0); });
  return project;
}

const OpencodeProject& Checkouts::of(const std::string& directory) {
  const auto found = known_.find(directory);
  if (found != known_.end()) return found->second;
  return known_.emplace(directory, opencode_project_of(directory, rule_)).first->second;
}

}  // namespace sessionstore::interop
