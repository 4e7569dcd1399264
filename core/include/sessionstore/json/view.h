#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sessionstore::json {

/// A read-only look at one value inside a valid, minified JSON text (Document::text()).
///
/// It owns nothing and must not outlive the text. Every accessor is total: a value of another type
/// gives std::nullopt, so a field of a wrong type never costs a row.
class View {
 public:
  View() = default;
  explicit View(std::string_view text) : text_(text) {}

  /// The value's own JSON text; empty where nothing was found.
  [[nodiscard]] std::string_view text() const noexcept { return text_; }
  [[nodiscard]] bool exists() const noexcept { return !text_.empty(); }
  [[nodiscard]] bool is_object() const noexcept { return text_.starts_with('{'); }
  [[nodiscard]] bool is_array() const noexcept { return text_.starts_with('['); }

  /// The member of that name; of several the last, as JavaScript has it. Linear in the object.
  [[nodiscard]] View operator[](std::string_view key) const;

  /// The string's value; lone surrogates become U+FFFD.
  [[nodiscard]] std::optional<std::string> string() const;
  /// A number without a fraction that fits; 1e3 and 3.0 count, as they do in JavaScript.
  [[nodiscard]] std::optional<std::int64_t> integer() const;
  [[nodiscard]] std::optional<double> number() const;

 private:
  std::string_view text_;
};

/// Walks the members of an object, or the elements of an array, in order.
///
///     for (Cursor c(view); c.next();) use(c.key(), c.value());
class Cursor {
 public:
  explicit Cursor(View container);
  /// Moves to the first or the next one; false at the end, and for anything but a container.
  bool next();
  /// The key with its quotes and escapes as written; empty in an array.
  [[nodiscard]] std::string_view raw_key() const noexcept { return key_; }
  /// Whether the key, unescaped, is `name`.
  [[nodiscard]] bool key_is(std::string_view name) const;
  [[nodiscard]] View value() const noexcept { return View(value_); }

 private:
  std::string_view rest_;
  std::string_view key_;
  std::string_view value_;
  bool object_ = false;
};

/// `text` as a JSON string with its quotes. `text` must be UTF-8; only what must be escaped is.
std::string quote(std::string_view text);

}  // namespace sessionstore::json
