#include "sync/fields.h"

#include <sessionstore/session_fields.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <string_view>

namespace sessionstore::sync_detail {
namespace {

using Fields = std::map<std::string, std::string>;

// What says where a session lies, not what it is.
constexpr std::array<std::string_view, 9> kOfThePlace{"directory",     "path",    "projectID",
                                                      "workspaceID",   "version", "slug",
                                                      "_sessionstore", "id",      "time.created"};
// What agents sum up anew with every message.
constexpr std::array<std::string_view, 4> kSums{"cost", "tokens", "summary", "time.updated"};

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

std::string value_of(const Fields& fields, const std::string& name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string() : found->second;
}

/// One side's members, before and now.
struct Side {
  explicit Side(const RowHistory& history)
      : base(session_fields(*history.base)), now(session_fields(*history.now)) {
    // One that never was has no title either.
    if (history.base->id.empty()) base.clear();
  }
  [[nodiscard]] bool changed(const std::string& name) const {
    return value_of(base, name) != value_of(now, name);
  }
  Fields base;
  Fields now;
};

}  // namespace

MergedFields merge_fields(const RowHistory& local_history, const RowHistory& remote_history,
                          const Session& remote_seen) {
  const Side local(local_history);
  const Side remote(remote_history);
  const Fields seen = session_fields(remote_seen);
  MergedFields merged{*local_history.now, *remote_history.now, {}};
  const bool local_is_later = local_history.now->updated > remote_history.now->updated;
  std::set<std::string> names;
  for (const Fields* const fields : {&local.base, &local.now, &remote.base, &remote.now, &seen}) {
    for (const auto& field : *fields) names.insert(field.first);
  }
  for (const std::string& name : names) {
    const std::string here = value_of(local.now, name);
    const std::string there = value_of(remote.now, name);
    const std::string there_seen = value_of(seen, name);
    if (here == there || is_one_of(name, kOfThePlace)) continue;
    const bool sum = is_one_of(name, kSums);
    const bool changed_here = local.changed(name);
    // What the local side sums up itself may be no member of the remote's at all.
    const bool changed_there = remote.changed(name) || (sum && !changed_here);
    if (!changed_here && !changed_there) continue;
    // What the local side keeps whatever the remote says goes over, and never comes back.
    if (here == there_seen && (!changed_here || changed_there)) continue;
    if (changed_here && (!changed_there || (sum && local_is_later))) {
      set_session_field(merged.remote, name, here);
      continue;
    }
    // Archived is archived, whenever.
    const bool both_archived = name == "time.archived" && !here.empty() && !there.empty();
    if (changed_here && !sum && !both_archived) merged.contested.push_back({name, here, there});
    // What cannot be kept here stays there alone.
    if (there.empty() || !there_seen.empty()) set_session_field(merged.local, name, there_seen);
  }
  return merged;
}

bool same_fields(const Session& a, const Session& b) {
  return a.data == b.data && a.title == b.title && a.archived == b.archived &&
         a.updated == b.updated;
}

}  // namespace sessionstore::sync_detail
