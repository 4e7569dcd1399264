#include "merge.h"

#include <fmt/format.h>
#include <sessionstore/config/dsn.h>
#include <sessionstore/config/trust.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "file_search.h"
#include "keys.h"
#include "needs_trust.h"

namespace sessionstore::config {
namespace {

// Keys that say the same thing in different ways: at most one of each group is in force.
constexpr std::array kPasswordKeys{kPassword, kPasswordFile, kPasswordCommand};
constexpr std::array kAddressKeys{kHost, kSocket};
constexpr std::array<std::span<const std::string_view>, 2> kGroups{kPasswordKeys, kAddressKeys};

void refuse_two_of_a_group(const Entries& entries) {
  for (const auto& group : kGroups) {
    const Entry* first = nullptr;
    std::string_view first_key;
    for (const std::string_view key : group) {
      const auto found = entries.find(key);
      if (found == entries.end()) continue;
      if (first != nullptr) {
        throw Error(ErrorCode::invalid_argument,
                    fmt::format("{}: {}: cannot stand beside {} ({})", found->second.place, key,
                                last_name(first_key), first->place),
                    "keep one of them");
      }
      first = &found->second;
      first_key = key;
    }
  }
}

void merge_over(Entries& below, const Entries& above) {
  refuse_two_of_a_group(above);
  for (const auto& [key, entry] : above) {
    for (const auto& group : kGroups) {
      if (std::find(group.begin(), group.end(), key) == group.end()) continue;
      for (const std::string_view other : group) below.erase(std::string(other));
    }
    below[key] = entry;
  }
}

Entry given(std::string value, const std::string& origin) {
  return {std::move(value), origin, origin};
}

void check_type(const Entry& entry) {
  if (is_provider_name(entry.value)) return;
  throw Error(ErrorCode::invalid_argument,
              fmt::format("{}: no provider is named so: lower-case letters, digits and dashes, at "
                          "most 64",
                          entry.origin),
              "such as sqlite or mysql");
}

Entries entries_of(const Environment& environment) {
  Entries entries;
  const auto take = [&](std::string_view key, const char* variable) -> const Entry* {
    // An empty variable counts as unset.
    const std::string value = environment.variable(variable).value_or("");
    if (value.empty()) return nullptr;
    return &(entries[std::string(key)] = given(value, fmt::format("environment {}", variable)));
  };
  if (const Entry* type = take(kType, "OPENCODE_SESSION_PROVIDER_TYPE")) check_type(*type);
  take(kPassword, "OPENCODE_MYSQL_PASSWORD");
  if (const Entry* dsn = take(kDsn, "OPENCODE_MYSQL_DSN")) {
    try {
      (void)parse_dsn(dsn->value);
    } catch (const Error& bad) {
      throw Error(bad.code(), fmt::format("{}: {}", dsn->origin, bad.what()), bad.hint());
    }
  }
  return entries;
}

Entries entries_of(const Overrides& overrides) {
  Entries entries;
  if (overrides.provider) {
    Entry& type = entries[std::string(kType)] = given(*overrides.provider, "flag --provider");
    check_type(type);
  }
  return entries;
}

/// A section of a name that is not known here.
struct ForeignSection {
  SourceFile file;
  Member section;
  bool has_force;
};

}  // namespace

Merged merge_sources(const Environment& environment, const Overrides& overrides) {
  Merged merged;
  std::set<std::string> asked_for;
  std::vector<ForeignSection> foreign;
  const auto note_type = [&](const Entries& entries) {
    if (const auto type = entries.find(kType); type != entries.end()) {
      asked_for.insert(type->second.value);
    }
  };
  const auto take = [&](const Entries& entries) {
    note_type(entries);
    merge_over(merged.entries, entries);
  };

  for (const SourceFile& file : find_files(environment, overrides)) {
    FileEntries found = entries_of(file, parse_positioned(file), environment.home);
    if (file.from_working_directory) refuse_command(found.entries);
    const bool has_force = !file.from_working_directory || !says_what_needs_trust(found) ||
                           is_trusted(file, environment);
    for (const Member& section : found.foreign) foreign.push_back({file, section, has_force});
    if (!has_force) {
      note_type(found.entries);  // what it says must be right all the same
      merged.untrusted =
          UntrustedFile{file_to_trust(file.path.parent_path()), take_what_needs_trust(found)};
    }
    take(found.entries);
  }
  take(entries_of(environment));
  take(entries_of(overrides));
  if (merged.untrusted) {
    merged.untrusted->alone = std::ranges::all_of(
        merged.entries, [](const auto& entry) { return entry.second.from_working_directory; });
  }

  // A section stays legal while its provider is named anywhere: a flag must not break a good file.
  for (const auto& [file, section, has_force] : foreign) {
    if (!asked_for.contains(section.key)) {
      std::vector<std::string> known = names_under("sessionProvider");
      known.insert(known.end(), asked_for.begin(), asked_for.end());
      std::sort(known.begin(), known.end());
      known.erase(std::unique(known.begin(), known.end()), known.end());
      throw unknown_key(file, section, "sessionProvider", known);
    }
    const Entries entries = foreign_entries(file, section);
    if (has_force) merge_over(merged.entries, entries);
  }
  return merged;
}

}  // namespace sessionstore::config
