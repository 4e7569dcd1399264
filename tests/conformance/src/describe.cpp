#include <fmt/format.h>
#include <sessionstore/conformance/describe.h>

namespace sessionstore::conformance {
namespace {

// Enough to see what differs at the start of a document.
constexpr std::size_t kMostShown = 300;

}  // namespace

std::string describe(std::string_view text) {
  std::string shown = "\"";
  for (const char c : text.substr(0, kMostShown)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      shown += '\\';
      shown += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      shown += fmt::format("\\x{:02X}", byte);
    } else {
      shown += c;
    }
  }
  shown += '"';
  if (text.size() > kMostShown) shown += fmt::format("... ({} bytes)", text.size());
  return shown;
}

std::string describe(double number) { return fmt::format("{:.17g}", number); }

std::string describe(ErrorCode code) { return std::string(to_string(code)); }

std::string describe(const Digest& digest) { return digest.hex(); }

std::string describe(const json::Document& document) { return describe(document.text()); }

std::string describe(const Record& record) {
  return fmt::format("{{{}, {}, {}}}", describe(record.kind), describe(record.key),
                     describe(record.data));
}

}  // namespace sessionstore::conformance
