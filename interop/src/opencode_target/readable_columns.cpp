#include "readable_columns.h"

#include <algorithm>
#include <array>

#include "opencode_shapes/columns.h"

namespace sessionstore::interop {
namespace {

constexpr std::array<std::string_view, 5> kJsonColumns{"revert", "permission", "model", "metadata",
                                                       "summary_diffs"};
constexpr std::array<std::string_view, 5> kText{"slug", "version", "path", "agent", "share_url"};

bool are_strings(json::View object, std::initializer_list<std::string_view> members) {
  return object.is_object() && std::ranges::all_of(members, [&](std::string_view member) {
           return object[member].string().has_value();
         });
}

bool has_strings_or_none(json::View object, std::initializer_list<std::string_view> members) {
  return std::ranges::all_of(members, [&](std::string_view member) {
    return !object[member].exists() || object[member].string().has_value();
  });
}

template <typename Fits>
bool is_list_of(json::View list, const Fits& fits) {
  if (!list.is_array()) return false;
  for (json::Cursor entry(list); entry.next();) {
    if (!fits(entry.value())) return false;
  }
  return true;
}

bool is_rule(json::View rule) { return are_strings(rule, {"permission", "pattern", "action"}); }

bool is_difference(json::View difference) {
  return are_strings(difference, {"file"}) && difference["additions"].number() &&
         difference["deletions"].number();
}

}  // namespace

bool is_json_column(std::string_view column) {
  return std::ranges::find(kJsonColumns, column) != kJsonColumns.end();
}

bool is_readable(std::string_view column, json::View value) {
  if (column == "revert") {
    return are_strings(value, {"messageID"}) &&
           has_strings_or_none(value, {"partID", "snapshot", "diff"});
  }
  if (column == "permission") return is_list_of(value, is_rule);
  if (column == "model") {
    return are_strings(value, {"id", "providerID"}) && has_strings_or_none(value, {"variant"});
  }
  if (column == "metadata") return value.is_object();
  if (column == "summary_diffs") return is_list_of(value, is_difference);
  if (column == "cost") {
    constexpr double kMost = 1e15;
    const double cost = value.number().value_or(kMost + 1);
    return cost >= -kMost && cost <= kMost;
  }
  if (std::ranges::find(kText, column) != kText.end()) return value.string().has_value();
  return value.integer() && is_readable(column, *value.integer());
}

bool is_readable(std::string_view column, std::int64_t value) {
  return value >= 0 && value <= (column.starts_with("time_") ? kEndOfTime : kMostCounted);
}

}  // namespace sessionstore::interop
