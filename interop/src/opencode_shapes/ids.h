#pragma once

#include <string>
#include <string_view>

namespace sessionstore::interop {

bool is_utf8(std::string_view text);

/// `path` for people and logs: control characters, and bytes of a text that is no UTF-8, as \xNN.
std::string printable(std::string_view path);

/// Whether a store can take `id` as it is: neither empty nor too long, without a NUL byte.
/// `id` must be UTF-8, as all that comes out of a document is.
bool is_usable_id(std::string_view id);

/// Whether `id` is one of OpenCode's own making: `kind` (ses, msg, prt), an underscore, and
/// letters, digits, `_` and `-`. OpenCode itself asks for the beginning only, and makes names of
/// files of the rest.
bool is_opencode_id(std::string_view id, std::string_view kind);

/// `id` made usable: of one that is too long the beginning and its SHA-256; NUL becomes U+FFFD.
std::string fit_id(std::string id);

/// `text` cut at a character's boundary to what a column holds. `text` must be UTF-8.
std::string fit_field(std::string text);

}  // namespace sessionstore::interop
