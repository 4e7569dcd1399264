#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "positioned_json.h"
#include "source_file.h"

namespace sessionstore::config {

/// One value that somebody gave, and where.
struct Entry {
  std::string value;
  std::string origin;  ///< as Setting::origin
  std::string place;   ///< what an error begins with: "FILE:LINE:COLUMN" or the origin
  bool from_working_directory = false;  ///< as SourceFile has it
};

/// By dotted key.
using Entries = std::map<std::string, Entry, std::less<>>;

/// What one file gives, checked key by key.
struct FileEntries {
  Entries entries;
  /// Sections inside `sessionProvider` of a name that is not known here: legal only where that is
  /// the name of a provider that somebody asked for.
  std::vector<Member> foreign;
};

/// Walks a parsed file. `home` resolves `~`. Throws Error(invalid_argument).
FileEntries entries_of(const SourceFile& file, const Node& root, const std::filesystem::path& home);

/// The settings of a foreign section: an object of strings, numbers and booleans.
Entries foreign_entries(const SourceFile& file, const Member& section);

/// Error(invalid_argument) for an unknown name below the dotted key `parent`, with the nearest of
/// `known`.
Error unknown_key(const SourceFile& file, const Member& member, const std::string& parent,
                  const std::vector<std::string>& known);

/// Whether a provider may be named so: lower-case letters, digits and dashes, at most 64.
bool is_provider_name(std::string_view name);

}  // namespace sessionstore::config
