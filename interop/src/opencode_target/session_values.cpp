#include "session_values.h"

#include <array>
#include <utility>

#include "opencode_db/columns_left.h"

namespace sessionstore::interop {
namespace {

using Names = std::pair<std::string_view, std::string_view>;  // a column's, and the member's

void set_members(RowValues& row, json::View object, std::initializer_list<Names> columns) {
  for (const auto& [column, member] : columns) row.set_json(column, object[member]);
}

/// Columns that must not be NULL, for data that says nothing of them.
void set_defaults(RowValues& row, const Session& session, const Usage& usage) {
  row.set("id", session.id)
      .set("project_id", session.agent_project_id)
      .set("slug", "")
      .set("directory", session.directory)
      .set("title", session.title)
      .set("version", "")
      .set("time_created", session.created)
      .set("time_updated", session.updated)
      .set("cost", usage.cost)
      .set("tokens_input", usage.input)
      .set("tokens_output", usage.output)
      .set("tokens_reasoning", usage.reasoning)
      .set("tokens_cache_read", usage.cache_read)
      .set("tokens_cache_write", usage.cache_write);
  if (session.parent_id) row.set("parent_id", *session.parent_id);
  if (session.archived) row.set("time_archived", *session.archived);
}

std::int64_t count_of(json::View value) {
  return std::max<std::int64_t>(value.integer().value_or(0), 0);
}

}  // namespace

void Usage::add(json::View message) {
  const json::View tokens = message["tokens"];
  cost += message["cost"].number().value_or(0);
  input += count_of(tokens["input"]);
  output += count_of(tokens["output"]);
  reasoning += count_of(tokens["reasoning"]);
  cache_read += count_of(tokens["cache"]["read"]);
  cache_write += count_of(tokens["cache"]["write"]);
}

RowValues session_values(const Table& table, const Session& session, const Usage& usage) {
  RowValues row(table);
  set_defaults(row, session, usage);
  const json::View data(session.data.text());
  set_members(row, data,
              {{"slug", "slug"},
               {"version", "version"},
               {"path", "path"},
               {"agent", "agent"},
               {"cost", "cost"}});
  row.set_json_text("model", data["model"]);
  row.set_json_text("permission", data["permission"]);
  row.set_json("time_compacting", data["time"]["compacting"]);
  const json::View summary = data["summary"];
  set_members(row, summary,
              {{"summary_additions", "additions"},
               {"summary_deletions", "deletions"},
               {"summary_files", "files"}});
  row.set_json_text("summary_diffs", summary["diffs"]);
  const json::View tokens = data["tokens"];
  set_members(
      row, tokens,
      {{"tokens_input", "input"}, {"tokens_output", "output"}, {"tokens_reasoning", "reasoning"}});
  set_members(row, tokens["cache"],
              {{"tokens_cache_read", "read"}, {"tokens_cache_write", "write"}});
  row.set_json("share_url", data["share"]["url"]);
  row.set_json_text("revert", data["revert"]);
  row.set_json_text("metadata", data["metadata"]);
  const json::View left = data[kOurKey][kColumnsKey];
  for (json::Cursor member(left); member.next();) {
    const std::string column = json::View(member.raw_key()).string().value_or("");
    if (!row.has(column)) row.set_json(column, member.value());
  }
  return row;
}

}  // namespace sessionstore::interop
