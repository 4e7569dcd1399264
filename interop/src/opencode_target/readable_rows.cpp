#include "readable_rows.h"

#include <fmt/format.h>
#include <sessionstore/json/edit.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>
#include <string_view>
#include <utility>

namespace sessionstore::interop {
namespace {

bool has_strings(json::View object, std::initializer_list<std::string_view> members) {
  return std::ranges::all_of(
      members, [&](std::string_view member) { return object[member].string().has_value(); });
}

}  // namespace

json::Document with_needed_members(json::Document data, Millis created,
                                   const std::string& last_user) {
  const auto add = [&](std::initializer_list<std::string_view> path, const std::string& value) {
    json::View present(data.text());
    for (const std::string_view key : path) present = present[key];
    if (!present.exists()) {
      data = json::with_member(data, std::span(path.begin(), path.size()), value);
    }
  };
  const auto role = json::View(data.text())["role"].string();
  if (!role) data = json::with_member(data, std::array<std::string_view, 1>{"role"}, R"("user")");
  if (!json::View(data.text())["time"]["created"].number()) {
    data = json::with_member(data, std::array<std::string_view, 1>{"time"},
                             fmt::format(R"({{"created":{}}})", created));
  }
  add({"agent"}, R"("build")");
  if (role == "assistant") {
    add({"parentID"}, json::quote(last_user));
    add({"modelID"}, R"("unknown")");
    add({"providerID"}, R"("unknown")");
    add({"mode"}, R"("build")");
    add({"path"}, R"({"cwd":"/","root":"/"})");
    add({"cost"}, "0");
    add({"tokens"}, R"({"input":0,"output":0,"reasoning":0,"cache":{"read":0,"write":0}})");
  } else {
    add({"model"}, R"({"providerID":"unknown","modelID":"unknown"})");
  }
  return data;
}

bool is_readable_part(json::View part) {
  const auto type = part["type"].string();
  if (type == "file") return has_strings(part, {"mime", "url"});
  if (type == "tool") {
    return has_strings(part, {"callID", "tool"}) && has_strings(part["state"], {"status"});
  }
  constexpr std::array<std::string_view, 10> kOthers{
      "text",  "reasoning", "step-start", "step-finish", "snapshot",
      "patch", "agent",     "subtask",    "retry",       "compaction"};
  return std::ranges::find(kOthers, type.value_or("")) != kOthers.end();
}

}  // namespace sessionstore::interop
