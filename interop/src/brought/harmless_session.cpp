#include "harmless_session.h"

#include <fmt/format.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "opencode_db/columns_left.h"
#include "opencode_shapes/ids.h"
#include "opencode_target/readable_columns.h"

namespace sessionstore::interop {
namespace {

json::Document with(const json::Document& data, std::string_view member, std::string_view value) {
  const std::array<std::string_view, 1> path{member};
  return json::with_member(data, path, value);
}

/// The rules of a list that deny something; empty where none does.
std::string denying(json::View rules) {
  std::string list;
  for (json::Cursor rule(rules); rule.next();) {
    if (rule.value()["action"].string() != "deny") continue;
    list += (list.empty() ? "" : ",") + std::string(rule.value().text());
  }
  return list.empty() ? list : "[" + list + "]";
}

/// Of the columns that have no place in OpenCode's own object those that it knows, and that are
/// none that it can read: whoever writes the row says so.
std::string known_columns(json::View columns) {
  std::string known;
  for (json::Cursor column(columns); column.next();) {
    const std::string name = json::View(column.raw_key()).string().value_or("");
    if (!is_json_column(name)) continue;
    known +=
        fmt::format("{}{}:{}", known.empty() ? "" : ",", column.raw_key(), column.value().text());
  }
  return known.empty() ? known : "{" + known + "}";
}

/// Where an undo stands, without the snapshot and the differences of another machine's files.
std::string mark_of(json::View revert) {
  using Names = std::pair<const char*, const char*>;  // a member's, and the kind of its ids
  std::string mark;
  for (const auto& [member, kind] : {Names("messageID", "msg"), Names("partID", "prt")}) {
    const json::View id = revert[member];
    if (is_opencode_id(id.string().value_or(""), kind))
      mark += fmt::format("{}\"{}\":{}", mark.empty() ? "" : ",", member, id.text());
  }
  return mark.empty() ? mark : "{" + mark + "}";
}

bool is_word(std::string_view slug) {
  constexpr std::size_t kLongest = 100;
  return slug.size() <= kLongest && std::ranges::all_of(slug, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_';
         });
}

}  // namespace

json::Document harmless_session(const Session& session, const Session* here,
                                const Reports& reports) {
  json::Document data = session.data;
  const json::View known(here == nullptr ? std::string_view() : here->data.text());
  const auto replace = [&](std::string_view member, std::string_view value, std::string_view why) {
    if (json::View(data.text())[member].text() == value) return;
    if (!why.empty()) {
      reports.note("session " + session.id, fmt::format("its {} {}", member, why));
    }
    data = with(data, member, value);
  };

  const json::View given(session.data.text());
  if (here != nullptr) {
    replace("permission", known["permission"].text(),
            given["permission"].exists() ? "is not brought: the one here stays" : "");
  } else if (given["permission"].is_array() && given["permission"].text() != "[]") {
    replace("permission", denying(given["permission"]),
            "would approve what nobody here has approved: only what it denies is brought");
  }
  if (const json::View revert = given["revert"]; revert.is_object()) {
    const json::View own = known["revert"];
    const std::string mark = mark_of(revert);
    const bool same = own.is_object() && mark_of(own) == mark;
    replace("revert", same ? own.text() : std::string_view(mark),
            "is brought without its snapshot, which is of another machine's files");
  }
  if (const auto slug = given["slug"].string(); slug && !is_word(*slug)) {
    replace("slug", R"("")", "is no word: left out");
  }
  const json::View columns = given[kOurKey][kColumnsKey];
  if (const std::string known_ones = known_columns(columns); known_ones != columns.text()) {
    reports.note("session " + session.id,
                 "it has columns that are not known here: left out in OpenCode's database");
    const std::array<std::string_view, 2> path{kOurKey, kColumnsKey};
    data = json::with_member(data, path, known_ones);
  }
  return data;
}

}  // namespace sessionstore::interop
