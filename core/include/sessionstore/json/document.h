#pragma once

#include <sessionstore/digest.h>

#include <string>
#include <string_view>
#include <vector>

namespace sessionstore::json {

/// A JSON text as the store keeps it, with its hash.
///
/// The text is the original one, minified: insignificant white space is removed and nothing else
/// changes, so numbers, escapes, key order, duplicate and unknown keys survive to the byte. It is
/// always valid JSON (RFC 8259) in valid UTF-8, nested at most kMaxDepth levels. An immutable
/// value.
class Document {
 public:
  static constexpr int kMaxDepth = 1000;

  /// The JSON `null`.
  Document();

  /// Validates and minifies `text`. Throws Error(corrupt) that names the byte offset.
  /// Bytes that are no UTF-8 become U+FFFD, as browsers and OpenCode do (one per maximal subpart,
  /// Unicode 15 section 3.9); `replaced`, where given, is set to true then and left alone
  /// otherwise.
  static Document parse(std::string_view text, bool* replaced = nullptr);

  /// Takes a text that is valid and minified already, as an edit makes it; computes its hash.
  static Document minified(std::string text);

  /// Takes a text that parse() or an edit made, as a store read it back. Nothing is checked:
  /// `hash` is what the store had beside it, and intact() is how damage is found.
  static Document stored(std::string text, const Digest& hash);

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  /// SHA-256 of text().
  [[nodiscard]] const Digest& hash() const noexcept { return hash_; }

  /// Whether hash() is the hash of text(), and text() is what parse() makes: somebody else may
  /// write to a store too, and what reads a document (view.h, edit.h) does not see what stands in
  /// it in another form. Costs a hash and a look at each byte where the text came from a store.
  [[nodiscard]] bool intact() const;

  bool operator==(const Document& other) const { return text_ == other.text_; }

 private:
  Document(std::string text, const Digest& hash, bool computed);
  std::string text_;
  Digest hash_;
  bool computed_;  // hash_ was computed from text_ by this process
};

}  // namespace sessionstore::json
