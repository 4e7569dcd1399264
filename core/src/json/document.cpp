#include <sessionstore/json/document.h>

#include <utility>

#include "json/scanner.h"
#include "json/utf8.h"

namespace sessionstore::json {
namespace {

const Document& null_document() {
  static const Document document = Document::parse("null");
  return document;
}

// Byte order marks are written by some editors and skipped by every reader of JSON files.
std::string_view without_bom(std::string_view text) {
  constexpr std::string_view kBom = "\xEF\xBB\xBF";
  return text.starts_with(kBom) ? text.substr(kBom.size()) : text;
}

}  // namespace

Document::Document() : Document(null_document()) {}

Document::Document(std::string text, const Digest& hash, bool computed)
    : text_(std::move(text)), hash_(hash), computed_(computed) {}

Document Document::parse(std::string_view text, bool* replaced) {
  std::string compact;
  if (is_utf8(text)) {
    minify(without_bom(text), compact);
  } else {
    const std::string repaired = replace_invalid_utf8(text);
    minify(without_bom(repaired), compact);
    if (replaced != nullptr) *replaced = true;
  }
  return minified(std::move(compact));
}

Document Document::minified(std::string text) {
  const Digest hash = sha256(text);
  return {std::move(text), hash, true};
}

bool Document::intact() const {
  return computed_ || (sha256(text_) == hash_ && is_minified(text_));
}

Document Document::stored(std::string text, const Digest& hash) {
  return {std::move(text), hash, false};
}

}  // namespace sessionstore::json
