#include <sessionstore/error.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "json/scanner.h"
#include "json/utf8.h"

namespace sessionstore::json {
namespace {

bool held_says(const HeldKey& held, std::string_view raw_key, std::string_view raw_value) {
  // Only the plain spelling counts: what has an escape in it stays as it was written.
  const auto says = [](std::string_view raw, std::string_view text) {
    return raw.size() >= 2 && raw.front() == '"' && raw.substr(1, raw.size() - 2) == text &&
           text.find('\\') == std::string_view::npos;
  };
  return says(raw_key, held.key) && says(raw_value, held.value);
}

void add_member(std::string& out, std::string_view raw_key, std::string_view raw_value) {
  if (out.size() > 1) out += ',';
  out += raw_key;
  out += ':';
  out += raw_value;
}

/// How much may be put in. A document may name one member any number of times, and the value goes
/// into each of them.
class Room {
 public:
  explicit Room(std::size_t bytes) : left_(bytes) {}
  void take(std::size_t bytes) {
    if (bytes > left_) {
      throw Error(ErrorCode::corrupt, "it names the same member too many times to change them all");
    }
    left_ -= bytes;
  }

 private:
  std::size_t left_;
};

std::string with_member_text(View object, std::span<const std::string_view> path,
                             std::string_view raw_value, Room& room) {
  const std::string_view key = path.front();
  // What is no object has no member that could be removed.
  if (raw_value.empty() && object.exists() && !object.is_object()) {
    return std::string(object.text());
  }
  const auto changed = [&](View old) {
    if (path.size() > 1) return with_member_text(old, path.subspan(1), raw_value, room);
    room.take(raw_value.size());
    return std::string(raw_value);
  };
  std::string out = "{";
  bool found = false;
  // An array has elements, and no members: like all that is no object it is replaced.
  for (Cursor cursor(object.is_object() ? object : View()); cursor.next();) {
    if (!cursor.key_is(key)) {
      add_member(out, cursor.raw_key(), cursor.value().text());
      continue;
    }
    found = true;
    // Of several members of one name all are changed, so that every reader sees the same.
    const std::string value = changed(cursor.value());
    if (!value.empty()) add_member(out, cursor.raw_key(), value);
  }
  if (!found && !raw_value.empty()) add_member(out, quote(key), changed(View()));
  out += '}';
  return out;
}

}  // namespace

Document without_held_keys(Document document, std::span<const HeldKey> held) {
  const View view{document.text()};
  if (!view.is_object()) return document;
  const auto is_held = [&](const Cursor& cursor) {
    return std::any_of(held.begin(), held.end(), [&](const HeldKey& one) {
      return held_says(one, cursor.raw_key(), cursor.value().text());
    });
  };
  Cursor first(view);
  bool any = false;
  while (!any && first.next()) any = is_held(first);
  if (!any) return document;
  std::string out = "{";
  out.reserve(document.text().size());
  for (Cursor cursor(view); cursor.next();) {
    if (!is_held(cursor)) add_member(out, cursor.raw_key(), cursor.value().text());
  }
  out += '}';
  return Document::minified(std::move(out));
}

Document with_member(const Document& document, std::span<const std::string_view> path,
                     std::string_view raw_value) {
  const View view{document.text()};
  if (!view.is_object() && view.text() != "null") {
    throw Error(ErrorCode::invalid_argument, "the data is no JSON object, so it has no member '" +
                                                 std::string(path.front()) + "'");
  }
  constexpr std::size_t kAlways = 1U << 20U;
  Room room(kAlways + view.text().size() + 2 * raw_value.size());
  return Document::minified(with_member_text(view, path, raw_value, room));
}

Document with_text_appended(const Document& document, std::string_view key, std::string_view text) {
  const View value = View(document.text())[key];
  if (!value.text().starts_with('"')) {
    throw Error(ErrorCode::invalid_argument,
                "the data has no string '" + std::string(key) + "' to add text to");
  }
  if (!is_utf8(text)) throw Error(ErrorCode::invalid_argument, "the added text is not UTF-8");
  const auto end = static_cast<std::size_t>(value.text().data() - document.text().data()) +
                   value.text().size() - 1;
  const std::string quoted = quote(text);
  std::string out = document.text();
  out.insert(end, quoted, 1, quoted.size() - 2);
  return Document::minified(std::move(out));
}

bool same_value(const Document& a, const Document& b) {
  if (a == b) return true;
  const auto value = [](const Document& document) {
    return nlohmann::json::parse(document.text(), nullptr, /*allow_exceptions=*/false);
  };
  // A lone surrogate escape is beyond that parser: then only equal texts count as equal.
  const nlohmann::json left = value(a);
  return !left.is_discarded() && left == value(b);
}

}  // namespace sessionstore::json
