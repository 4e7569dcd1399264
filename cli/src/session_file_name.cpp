#include "session_file_name.h"

#include <sessionstore/digest.h>

#include <algorithm>

namespace sessionstore::cli {

namespace {

// A name holds 255 bytes at most, an id too, and something is to follow it.
constexpr std::size_t kMostOfId = 100;

bool is_usual(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

}  // namespace

std::string session_file_name(const std::string& id, std::string_view ending) {
  // Names that are made up begin with '_', so that no id is one of them.
  const bool plain = !id.empty() && id.size() <= kMostOfId && std::ranges::all_of(id, is_usual) &&
                     !id.starts_with('-') && !id.starts_with('_');
  if (plain) {
    return id + std::string(ending);
  }
  std::string name = id.substr(0, kMostOfId);
  std::ranges::replace_if(
      name, [](char c) { return !is_usual(c); }, '_');
  return "_" + name + '_' + sha256(id).hex().substr(0, 16) + std::string(ending);
}

}  // namespace sessionstore::cli
