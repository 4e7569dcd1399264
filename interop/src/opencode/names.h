#pragma once

#include <string>
#include <string_view>

#include "directory.h"

namespace sessionstore::interop {

/// What the name of a directory entry says. Where `id` and `problem` are both empty it is nobody's
/// history (`.DS_Store` and the like) and not worth a word.
struct NameCheck {
  std::string_view id;
  std::string_view problem;
};

/// A file `<id>.json` is expected.
NameCheck check_json_file(const Entry& entry);
/// A directory `<id>` is expected.
NameCheck check_directory(const Entry& entry);

/// `path` for people and logs: control characters, and bytes of a text that is no UTF-8, as \xNN.
std::string printable(std::string_view path);

/// Whether a store can take `id` as it is: neither empty nor too long, without a NUL byte.
/// `id` must be UTF-8, as all that comes out of a document is.
bool is_usable_id(std::string_view id);

/// `id` made usable: of one that is too long the beginning and its SHA-256; NUL becomes U+FFFD.
std::string fit_id(std::string id);

/// `text` cut at a character's boundary to what a column holds. `text` must be UTF-8.
std::string fit_field(std::string text);

}  // namespace sessionstore::interop
