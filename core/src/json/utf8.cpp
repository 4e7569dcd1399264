#include "json/utf8.h"

#include <simdjson.h>

namespace sessionstore::json {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

unsigned char byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

struct Sequence {
  std::size_t length;
  bool valid;
};

// The well-formed sequence at `at`, or the length of the maximal subpart that is not one.
Sequence sequence_at(std::string_view bytes, std::size_t at) {
  const unsigned char lead = byte_at(bytes, at);
  if (lead < 0x80) return {1, true};
  if (lead < 0xC2 || lead > 0xF4) return {1, false};
  const std::size_t wanted = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  // The second byte's range is narrower after these: no overlong forms, surrogates or > U+10FFFF.
  const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  const unsigned char second = byte_at(bytes, at + 1);
  if (second < low || second > high) return {1, false};
  for (std::size_t length = 2; length < wanted; ++length) {
    if ((byte_at(bytes, at + length) & 0xC0U) != 0x80) return {length, false};
  }
  return {wanted, true};
}

}  // namespace

bool is_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

std::string replace_invalid_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const Sequence sequence = sequence_at(bytes, at);
    out += sequence.valid ? bytes.substr(at, sequence.length) : kReplacement;
    at += sequence.length;
  }
  return out;
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6U));
    put(0x80 | (code_point & 0x3FU));
  } else if (code_point >= 0xD800 && code_point <= 0xDFFF) {
    out += kReplacement;
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12U));
    put(0x80 | ((code_point >> 6U) & 0x3FU));
    put(0x80 | (code_point & 0x3FU));
  } else {
    put(0xF0 | (code_point >> 18U));
    put(0x80 | ((code_point >> 12U) & 0x3FU));
    put(0x80 | ((code_point >> 6U) & 0x3FU));
    put(0x80 | (code_point & 0x3FU));
  }
}

}  // namespace sessionstore::json
