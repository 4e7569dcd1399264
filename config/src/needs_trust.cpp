#include "needs_trust.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/config/trust.h>

#include <algorithm>

#include "keys.h"
#include "secret.h"

namespace sessionstore::config {
namespace {

bool is_secret(std::string_view key) {
  if (find_key(key) == nullptr) return looks_secret(last_name(key));
  return decided_by(key) == Decides::secret || decided_by(key) == Decides::command;
}

// Nobody here knows what a third party's settings mean: any of them may be a part of the address.
bool is_address(std::string_view key) {
  return find_key(key) == nullptr || decided_by(key) == Decides::address;
}

bool decides_where(std::string_view key) {
  return decided_by(key) == Decides::place || decided_by(key) == Decides::address;
}

}  // namespace

bool needs_trust(std::string_view key) { return decided_by(key) != Decides::how; }

void refuse_command(const Entries& entries) {
  for (const auto& [key, entry] : entries) {
    if (decided_by(key) != Decides::command) continue;
    throw Error(ErrorCode::invalid_argument,
                fmt::format("{}: {}: the working directory's file may not name a command to run",
                            entry.place, key),
                "put it into your own file (~/.opencode.json), or name this file with --config");
  }
}

bool says_what_needs_trust(const FileEntries& file) {
  return !file.foreign.empty() || std::ranges::any_of(file.entries, [](const auto& entry) {
    return needs_trust(entry.first);
  });
}

std::vector<std::string> take_what_needs_trust(FileEntries& file) {
  std::vector<std::string> keys;
  std::erase_if(file.entries, [&](const auto& entry) {
    if (!needs_trust(entry.first)) return false;
    keys.push_back(entry.first);
    return true;
  });
  for (const Member& section : file.foreign) {
    keys.push_back("sessionProvider." + printable(section.key));
  }
  file.foreign.clear();
  return keys;
}

bool is_trusted(const SourceFile& file, const Environment& environment) {
  return TrustList(environment.home).trusts(file_to_trust(file.path.parent_path()), file.digest);
}

std::optional<Error> refusal_of(const std::optional<UntrustedFile>& untrusted) {
  if (!untrusted || !untrusted->alone || !std::ranges::any_of(untrusted->keys, decides_where)) {
    return std::nullopt;
  }
  return Error(ErrorCode::permission_denied,
               fmt::format("only {} tells which store to use ({}), and you have not trusted it",
                           untrusted->path.string(), fmt::join(untrusted->keys, ", ")),
               "`sessionstore trust` shows what it decides and gives it force; your own "
               "~/.opencode.json, --store or --config do without it");
}

std::optional<Error> refusal_of(const Entries& entries, const std::string& provider) {
  const std::string prefix = fmt::format("sessionProvider.{}.", provider);
  for (const auto& [key, secret] : entries) {
    if (!key.starts_with(prefix) || !is_secret(key)) continue;
    for (const auto& [other, address] : entries) {
      if (!other.starts_with(prefix) || !is_address(other) ||
          address.from_working_directory == secret.from_working_directory) {
        continue;
      }
      return Error(
          ErrorCode::permission_denied,
          fmt::format("{} ({}) does not go to a server that another place describes: {} ({})", key,
                      secret.origin, other, address.origin),
          "a secret goes only where its own place sends it: name the whole address beside it, in "
          "your own file or the environment, or the secret's file beside the address");
    }
  }
  return std::nullopt;
}

}  // namespace sessionstore::config
