#include "session_row.h"

#include <sessionstore/error.h>
#include <sessionstore/json/view.h>

#include <array>
#include <utility>

#include "columns_left.h"
#include "opencode_shapes/columns.h"
#include "opencode_shapes/ids.h"

namespace sessionstore::interop {
namespace {

using Names = std::pair<std::string_view, std::string_view>;  // a column's, and the member's

constexpr std::array<std::string_view, 29> kSessionColumns{"id",
                                                           "project_id",
                                                           "workspace_id",
                                                           "parent_id",
                                                           "slug",
                                                           "directory",
                                                           "path",
                                                           "title",
                                                           "version",
                                                           "share_url",
                                                           "agent",
                                                           "summary_additions",
                                                           "summary_deletions",
                                                           "summary_files",
                                                           "summary_diffs",
                                                           "metadata",
                                                           "cost",
                                                           "tokens_input",
                                                           "tokens_output",
                                                           "tokens_reasoning",
                                                           "tokens_cache_read",
                                                           "tokens_cache_write",
                                                           "revert",
                                                           "permission",
                                                           "model",
                                                           "time_created",
                                                           "time_updated",
                                                           "time_compacting",
                                                           "time_archived"};

/// Builds the object, and keeps aside what does not fit into it.
class SessionObject {
 public:
  SessionObject(const TableRow& row, const Reports& reports)
      : row_(row), reports_(reports), left_(columns_but(row, kSessionColumns)) {
    const bool usable_parent = is_usable_id(row.bytes("parent_id"));
    if (row.has("parent_id") && !usable_parent) left_.add("parent_id", row.json("parent_id"));
  }

  json::Document build() {
    add_values({{"slug", "slug"},
                {"version", "version"},
                {"workspace_id", "workspaceID"},
                {"directory", "directory"},
                {"path", "path"},
                {"title", "title"},
                {"agent", "agent"}});
    add_json("model", "model", object_);
    add_json("permission", "permission", object_);
    add_group("time", {{"time_created", "created"},
                       {"time_updated", "updated"},
                       {"time_compacting", "compacting"},
                       {"time_archived", "archived"}});
    JsonObject summary = group({{"summary_additions", "additions"},
                                {"summary_deletions", "deletions"},
                                {"summary_files", "files"}});
    add_json("summary_diffs", "diffs", summary);
    if (!summary.empty()) object_.add("summary", summary.text());
    add_values({{"cost", "cost"}});
    add_tokens();
    add_group("share", {{"share_url", "url"}});
    add_json("revert", "revert", object_);
    add_json("metadata", "metadata", object_);
    if (!left_.empty()) {
      object_.add(kOurKey, JsonObject().add(kColumnsKey, left_.text()).text());
    }
    bool replaced = false;
    json::Document document = json::Document::parse(object_.text(), &replaced);
    if (replaced) reports_.repaired(place());
    return document;
  }

 private:
  [[nodiscard]] std::string place() const { return "session " + std::string(row_.bytes("id")); }

  void add_values(std::initializer_list<Names> columns) {
    for (const auto& [column, member] : columns) {
      if (row_.has(column)) object_.add(member, row_.text_json(column));
    }
  }

  [[nodiscard]] JsonObject group(std::initializer_list<Names> columns) const {
    JsonObject group;
    for (const auto& [column, member] : columns) {
      if (row_.has(column)) group.add(member, row_.json(column));
    }
    return group;
  }

  void add_group(std::string_view name, std::initializer_list<Names> columns) {
    const JsonObject members = group(columns);
    if (!members.empty()) object_.add(name, members.text());
  }

  void add_tokens() {
    JsonObject tokens = group({{"tokens_input", "input"},
                               {"tokens_output", "output"},
                               {"tokens_reasoning", "reasoning"}});
    const JsonObject cache =
        group({{"tokens_cache_read", "read"}, {"tokens_cache_write", "write"}});
    if (!cache.empty()) tokens.add("cache", cache.text());
    if (!tokens.empty()) object_.add("tokens", tokens.text());
  }

  /// A column whose text is JSON.
  void add_json(std::string_view column, std::string_view member, JsonObject& to) {
    if (!row_.has(column)) return;
    try {
      to.add(member, json::Document::parse(row_.bytes(column)).text());
    } catch (const Error& error) {
      reports_.note(place(), "its column " + std::string(column) + " is no JSON (" + error.what() +
                                 "): kept as a text");
      left_.add(column, row_.json(column));
    }
  }

  const TableRow& row_;
  const Reports& reports_;
  JsonObject left_;
  JsonObject object_;
};

}  // namespace

Session read_session_row(const TableRow& row, const Reports& reports) {
  Session session;
  session.data = SessionObject(row, reports).build();
  read_columns(json::View(session.data.text()), session);
  session.id = row.bytes("id");
  session.agent_project_id = row.bytes("project_id");
  const std::string parent(row.bytes("parent_id"));
  if (is_usable_id(parent)) session.parent_id = parent;
  return session;
}

}  // namespace sessionstore::interop
