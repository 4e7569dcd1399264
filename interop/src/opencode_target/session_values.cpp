#include "session_values.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "opencode_db/columns_left.h"
#include "opencode_shapes/columns.h"
#include "readable_columns.h"

namespace sessionstore::interop {
namespace {

using Names = std::pair<std::string_view, std::string_view>;  // a column's, and the member's

/// Sets the columns that `data` has a value for, as far as OpenCode can read it.
class ReadableMembers {
 public:
  ReadableMembers(RowValues& row, std::vector<std::string>* unreadable)
      : row_(row), unreadable_(unreadable) {}

  void set(json::View object, std::initializer_list<Names> columns) {
    for (const auto& [column, member] : columns) set(column, object[member]);
  }
  void set(std::string_view column, json::View value) {
    if (!value.exists() || value.text() == "null" || !row_.table().has(column)) return;
    if (!is_readable(column, value)) {
      if (unreadable_ != nullptr) unreadable_->emplace_back(column);
    } else if (is_json_column(column)) {
      row_.set_json_text(column, value);
    } else {
      row_.set_json(column, value);
    }
  }

 private:
  RowValues& row_;
  std::vector<std::string>* unreadable_;
};

/// A row that is there already loses what the session has no more. Not `share_url`: whatever says
/// that it is shared, nothing of it is shared from here.
void set_nulls(RowValues& row) {
  for (const char* const column :
       {"parent_id", "path", "agent", "model", "permission", "time_compacting", "time_archived",
        "summary_additions", "summary_deletions", "summary_files", "summary_diffs", "revert",
        "metadata"}) {
    row.set(column, nullptr);
  }
}

Millis readable_or(Millis time, Millis instead) {
  return is_readable("time_created", time) ? time : instead;
}

/// Columns that must not be NULL, for data that says nothing of them. Those that OpenCode could not
/// read are added to `unreadable`.
void set_defaults(RowValues& row, const Session& session, const Usage& usage,
                  std::vector<std::string>* unreadable) {
  const auto set_time = [&](const char* column, Millis time, std::optional<Millis> instead) {
    if (is_readable(column, time)) {
      row.set(column, time);
      return;
    }
    if (instead) row.set(column, *instead);
    if (unreadable != nullptr) unreadable->emplace_back(column);
  };
  row.set("id", session.id)
      .set("project_id", session.agent_project_id)
      .set("slug", "")
      .set("directory", session.directory)
      .set("title", session.title)
      .set("version", "")
      .set("cost", usage.cost)
      .set("tokens_input", usage.input)
      .set("tokens_output", usage.output)
      .set("tokens_reasoning", usage.reasoning)
      .set("tokens_cache_read", usage.cache_read)
      .set("tokens_cache_write", usage.cache_write);
  if (session.parent_id) row.set("parent_id", *session.parent_id);
  const Millis created = readable_or(session.created, readable_or(session.updated, 0));
  set_time("time_created", session.created, created);
  set_time("time_updated", session.updated, created);
  if (session.archived) set_time("time_archived", *session.archived, std::nullopt);
}

/// Adds a count; many large ones are no count any more.
void add_count(std::int64_t& sum, json::View value) {
  sum = std::min(sum + token_count(value), kMostCounted);
}

}  // namespace

void Usage::add(json::View message) {
  const json::View tokens = message["tokens"];
  constexpr double kMostCost = 1e15;
  cost = std::clamp(cost + cost_of(message["cost"]), -kMostCost, kMostCost);
  add_count(input, tokens["input"]);
  add_count(output, tokens["output"]);
  add_count(reasoning, tokens["reasoning"]);
  add_count(cache_read, tokens["cache"]["read"]);
  add_count(cache_write, tokens["cache"]["write"]);
}

RowValues session_values(const Table& table, const Session& session, const Usage& usage,
                         std::vector<std::string>* unreadable) {
  RowValues row(table);
  set_nulls(row);
  set_defaults(row, session, usage, unreadable);
  const json::View data(session.data.text());
  ReadableMembers members(row, unreadable);
  members.set(data, {{"slug", "slug"},
                     {"version", "version"},
                     {"path", "path"},
                     {"agent", "agent"},
                     {"cost", "cost"},
                     {"model", "model"},
                     {"permission", "permission"},
                     {"revert", "revert"},
                     {"metadata", "metadata"}});
  members.set("time_compacting", data["time"]["compacting"]);
  members.set(data["summary"], {{"summary_additions", "additions"},
                                {"summary_deletions", "deletions"},
                                {"summary_files", "files"},
                                {"summary_diffs", "diffs"}});
  members.set(
      data["tokens"],
      {{"tokens_input", "input"}, {"tokens_output", "output"}, {"tokens_reasoning", "reasoning"}});
  members.set(data["tokens"]["cache"],
              {{"tokens_cache_read", "read"}, {"tokens_cache_write", "write"}});
  const json::View left = data[kOurKey][kColumnsKey];
  for (json::Cursor member(left); member.next();) {
    const std::string column = json::View(member.raw_key()).string().value_or("");
    if (is_json_column(column)) {
      if (unreadable != nullptr) unreadable->push_back(column);
    } else if (!row.has(column)) {
      row.set_json(column, member.value());
    }
  }
  return row;
}

}  // namespace sessionstore::interop
