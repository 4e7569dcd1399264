#include <sessionstore/config/trust.h>

#include <system_error>

#include "file_search.h"
#include "needs_trust.h"
#include "setting_of.h"

namespace sessionstore::config {

std::filesystem::path file_to_trust(const std::filesystem::path& directory) {
  std::error_code failed;
  const auto real = std::filesystem::weakly_canonical(directory, failed);
  return (failed ? directory.lexically_normal() : real) / kFileName;
}

std::optional<DirectoryFile> directory_file(const std::filesystem::path& directory,
                                            const Environment& environment) {
  const std::optional<SourceFile> file = file_in(directory, users_file(environment));
  if (!file) return std::nullopt;
  FileEntries found = entries_of(*file, parse_positioned(*file), environment.home);
  refuse_command(found.entries);
  DirectoryFile judged{file_to_trust(directory), file->digest, is_trusted(*file, environment), {}};
  for (const Member& section : found.foreign) found.entries.merge(foreign_entries(*file, section));
  for (const auto& [key, entry] : found.entries) {
    if (needs_trust(key)) judged.decides.emplace(key, setting_of(key, entry));
  }
  return judged;
}

}  // namespace sessionstore::config
