#include "bundle/manifest.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

namespace sessionstore::interop::bundle {
namespace {

// A skippable frame of Zstandard (its magic number and its size), for other programs pass over it.
constexpr std::string_view kTrailerBegin("\x50\x2A\x4D\x18\x38\x00\x00\x00", 8);
constexpr std::string_view kTrailerEnd = "SSBUNDLE";

std::string little_endian(std::uint64_t value) {
  std::string bytes;
  for (int i = 0; i < 8; ++i, value >>= 8U) bytes += static_cast<char>(value & 0xFFU);
  return bytes;
}

std::uint64_t from_little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 8; i-- > 0;) value = (value << 8U) | static_cast<unsigned char>(bytes[i]);
  return value;
}

std::string trailer(const FramePlace& manifest) {
  return std::string(kTrailerBegin) + little_endian(manifest.offset) +
         little_endian(manifest.length) + std::string(manifest.sha256.raw()) +
         std::string(kTrailerEnd);
}

std::optional<Digest> digest_of(json::View value) {
  const std::string hex = value.string().value_or("");
  if (hex.size() != 2 * Digest::kSize) return std::nullopt;
  Digest digest;
  for (std::size_t i = 0; i < Digest::kSize; ++i) {
    const char* const first = hex.data() + 2 * i;
    const auto [end, error] = std::from_chars(first, first + 2, digest.bytes[i], 16);
    if (error != std::errc{} || end != first + 2) return std::nullopt;
  }
  return digest;
}

std::optional<std::uint64_t> size_of(json::View value) {
  const auto number = value.integer();
  return number && *number >= 0 ? std::optional(static_cast<std::uint64_t>(*number)) : std::nullopt;
}

std::string line_of(const ManifestEntry& entry) {
  std::string line = fmt::format(R"({{"frame":{{"is":"{}")", entry.kind);
  if (!entry.id.empty()) line += R"(,"id":)" + json::quote(entry.id);
  if (entry.kind == kSession)
    line += fmt::format(R"(,"fingerprint":"{}")", entry.fingerprint.hex());
  return line + fmt::format(R"(,"offset":{},"length":{},"sha256":"{}"}}}})", entry.place.offset,
                            entry.place.length, entry.place.sha256.hex());
}

/// Nothing for a line that is not right; `offset` is where the frame must begin.
std::optional<ManifestEntry> entry_of(const Line& line, std::uint64_t offset) {
  if (!line.is(kFrame)) return std::nullopt;
  const json::View columns = line.columns();
  ManifestEntry entry;
  entry.kind = columns["is"].string().value_or("");
  entry.id = columns["id"].string().value_or("");
  const auto start = size_of(columns["offset"]);
  const auto length = size_of(columns["length"]);
  const auto sha256 = digest_of(columns["sha256"]);
  if (start != offset || !length || !sha256) return std::nullopt;
  entry.place = {*start, *length, *sha256};
  if (entry.kind == kSession) {
    const auto fingerprint = digest_of(columns["fingerprint"]);
    if (!fingerprint || entry.id.empty()) return std::nullopt;
    entry.fingerprint = *fingerprint;
  }
  return entry;
}

FramePlace find_manifest(const BundleFile& file) {
  const Error no_end =
      damaged(file.location(), "its end is missing: it was cut short, or not written to its end");
  if (file.size() < kTrailerBytes) throw Error(no_end);
  std::array<char, kTrailerBytes> bytes{};
  const std::string_view text(bytes.data(),
                              file.read(file.size() - kTrailerBytes, bytes.data(), bytes.size()));
  if (!text.starts_with(kTrailerBegin) || !text.ends_with(kTrailerEnd)) throw Error(no_end);
  const FramePlace place{from_little_endian(text.substr(8)), from_little_endian(text.substr(16)),
                         Digest::from_raw(text.substr(24, Digest::kSize))};
  const std::uint64_t end = file.size() - kTrailerBytes;
  if (place.offset > end || place.length != end - place.offset) {
    throw damaged(file.location(), "its end says that it had another length");
  }
  return place;
}

}  // namespace

void write_manifest(FrameWriter& frames, const Manifest& manifest) {
  frames.line(fmt::format(R"({{"manifest":{{"frames":{}}}}})", manifest.size()));
  for (const ManifestEntry& entry : manifest) frames.line(line_of(entry));
  frames.raw(trailer(frames.end()));
}

Manifest read_manifest(const BundleFile& file) {
  const FramePlace place = find_manifest(file);
  FrameReader frame(file, place.offset, place.offset + place.length,
                    "the manifest of " + file.location());
  Line line;
  if (!frame.next(line) || !line.is(kManifest)) throw frame.error("another frame is in its place");
  Manifest manifest;
  std::uint64_t offset = 0;
  std::string last_session;
  while (frame.next(line)) {
    std::optional<ManifestEntry> entry = entry_of(line, offset);
    if (!entry) throw frame.error("an entry of it is not right");
    // What a frame must have at least keeps the list in proportion to the file.
    if (entry->place.length < kMinFrameBytes || entry->place.length > place.offset - offset) {
      throw frame.error("an entry of it does not fit the file");
    }
    if (entry->kind == kSession && std::exchange(last_session, entry->id) >= entry->id) {
      throw frame.error("its sessions are not in order");
    }
    offset += entry->place.length;
    manifest.push_back(*std::move(entry));
  }
  if (offset != place.offset) throw frame.error("it does not have all frames of the file");
  const FramePlace found = frame.place();
  if (frame.is_void() || found.length != place.length || found.sha256 != place.sha256) {
    throw frame.error("its hash does not match");
  }
  return manifest;
}

}  // namespace sessionstore::interop::bundle
