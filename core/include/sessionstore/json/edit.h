#pragma once

#include <sessionstore/json/document.h>

#include <span>
#include <string_view>

namespace sessionstore::json {

/// A key that a column of the store holds, and the value it has there.
struct HeldKey {
  std::string_view key;
  std::string_view value;
};

/// The document without those members that say exactly what a column already says: a held key goes
/// only if its value is a string equal to `value`. Anything else stays, so nothing is ever lost.
Document without_held_keys(Document document, std::span<const HeldKey> held);

/// The document with the member at `path` set to `raw_value` (JSON text): replaced in place, or put
/// last where it was absent; objects on the way are made. `raw_value` empty removes the member.
/// A document that is no object becomes one only if it is null; otherwise Error(invalid_argument).
Document with_member(const Document& document, std::span<const std::string_view> path,
                     std::string_view raw_value);

/// The document with UTF-8 `text` added to the end of its top-level string `key`.
/// Throws Error(invalid_argument) where there is no such string.
Document with_text_appended(const Document& document, std::string_view key, std::string_view text);

/// Whether two documents mean the same: key order, escapes and number spelling aside.
bool same_value(const Document& a, const Document& b);

}  // namespace sessionstore::json
