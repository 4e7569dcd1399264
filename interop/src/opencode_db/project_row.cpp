#include "project_row.h"

#include <sessionstore/error.h>

#include <array>
#include <utility>

#include "columns_left.h"

namespace sessionstore::interop {
namespace {

using Names = std::pair<std::string_view, std::string_view>;  // a column's, and the member's

constexpr std::array<std::string_view, 12> kProjectColumns{
    "id",           "worktree",          "vcs",        "name",
    "icon_url",     "icon_url_override", "icon_color", "time_created",
    "time_updated", "time_initialized",  "sandboxes",  "commands"};

JsonObject group(const TableRow& row, std::initializer_list<Names> columns) {
  JsonObject group;
  for (const auto& [column, member] : columns) {
    if (row.has(column)) group.add(member, row.text_json(column));
  }
  return group;
}

}  // namespace

json::Document read_project_row(const TableRow& row) {
  JsonObject left = columns_but(row, kProjectColumns);
  JsonObject object = group(row, {{"id", "id"}, {"worktree", "worktree"}, {"vcs", "vcs"}});
  const auto add_json = [&](std::string_view column) {
    if (!row.has(column)) return;
    try {
      object.add(column, json::Document::parse(row.bytes(column)).text());
    } catch (const Error&) {
      left.add(column, row.json(column));
    }
  };
  add_json("sandboxes");
  object.add("time", group(row, {{"time_created", "created"},
                                 {"time_updated", "updated"},
                                 {"time_initialized", "initialized"}})
                         .text());
  if (row.has("name")) object.add("name", row.text_json("name"));
  const JsonObject icon =
      group(row, {{"icon_url", "url"}, {"icon_url_override", "override"}, {"icon_color", "color"}});
  if (!icon.empty()) object.add("icon", icon.text());
  add_json("commands");
  if (!left.empty()) object.add(kOurKey, JsonObject().add(kColumnsKey, left.text()).text());
  return json::Document::parse(object.text());
}

}  // namespace sessionstore::interop
