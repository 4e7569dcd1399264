#pragma once

#include <string_view>

#include "directory.h"

namespace sessionstore::interop {

/// What the name of a directory entry says. Where `id` and `problem` are both empty it is nobody's
/// history (`.DS_Store` and the like) and not worth a word.
struct NameCheck {
  std::string_view id;
  std::string_view problem;
};

/// Whether desktops leave a file of that name wherever somebody looks.
bool is_litter(std::string_view name);

/// Why something of that kind is not read; nothing for a file and a directory.
std::string_view problem_of(EntryKind kind);

/// A file `<id>.json` is expected.
NameCheck check_json_file(const Entry& entry);
/// A directory `<id>` is expected.
NameCheck check_directory(const Entry& entry);

}  // namespace sessionstore::interop
