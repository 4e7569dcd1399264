#include "layout_marker.h"

#include <sessionstore/error.h>

#include <charconv>
#include <system_error>

#include "opencode_shapes/ids.h"

namespace sessionstore::interop {
namespace {

constexpr const char* kMarker = "migration";
constexpr std::size_t kLongestQuoted = 40;

std::string_view trimmed(std::string_view text) {
  // A file that was torn by a power cut may be as long as it was, and all zeroes.
  constexpr std::string_view kBlank(" \t\r\n\0", 5);
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

}  // namespace

void check_layout_marker(Storage& storage, SkippedList& skipped) {
  const std::optional<std::string_view> bytes = storage.reader.bytes(storage.root, kMarker);
  if (!bytes) {
    if (!storage.reader.vanished()) skipped.add(kMarker, storage.reader.problem());
    return;
  }
  const std::string_view text = trimmed(*bytes);
  if (text.empty()) {
    skipped.add(kMarker, "it is empty; the rest is read as layout " +
                             std::to_string(storage.layout.newest_marker()));
    return;
  }
  std::int64_t layout = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), layout);
  const bool number = error == std::errc{} && end == text.data() + text.size();
  const std::int64_t newest = storage.layout.newest_marker();
  if (number && layout >= 0 && layout <= newest) return;
  throw Error(ErrorCode::version_mismatch,
              (storage.layout.is_of_project() ? storage.layout.prefix() : "storage/") +
                  "migration says '" + printable(text.substr(0, kLongestQuoted)) +
                  "'; the layouts known here are 0 to " + std::to_string(newest),
              "a newer sessionstore may know it");
}

}  // namespace sessionstore::interop
