#pragma once

#include <sessionstore/digest.h>
#include <sessionstore/model.h>

#include <cstdint>
#include <string>
#include <string_view>

/// The format's constants. docs/bundle.md is its description.
namespace sessionstore::interop::bundle {

inline constexpr std::int64_t kVersion = 1;

/// The largest window that a frame may ask for, as a power of two: 8 MB.
inline constexpr int kMaxWindowLog = 23;
/// The longest line without its data, in bytes.
inline constexpr std::size_t kMaxHeadBytes = 256U << 10U;
/// What is held in memory of a project at most, in bytes: nothing else is held as a whole.
inline constexpr std::size_t kMaxProjectBytes = 1U << 30U;
inline constexpr std::size_t kMaxLineBytes = kMaxDocumentBytes + kMaxHeadBytes;
/// What every frame takes at least.
inline constexpr std::uint64_t kMinFrameBytes = 24;

/// How Zstandard's frames begin.
inline constexpr std::string_view kFrameMagic("\x28\xB5\x2F\xFD", 4);

// The first member of a line says what it is.
inline constexpr std::string_view kHeader = "sessionstore-bundle";
inline constexpr std::string_view kProject = "project";
inline constexpr std::string_view kAlias = "alias";
inline constexpr std::string_view kSession = "session";
inline constexpr std::string_view kMessage = "message";
inline constexpr std::string_view kPart = "part";
inline constexpr std::string_view kRecord = "record";
inline constexpr std::string_view kManifest = "manifest";
inline constexpr std::string_view kFrame = "frame";
inline constexpr std::string_view kEnd = "end";
inline constexpr std::string_view kVoid = "void";

/// Where a frame lies in the file, and what it must hash to.
struct FramePlace {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  Digest sha256;
};

/// How many rows a session has.
struct RowCounts {
  std::int64_t messages = 0;
  std::int64_t parts = 0;
  std::int64_t records = 0;
  bool operator==(const RowCounts&) const = default;
};

}  // namespace sessionstore::interop::bundle
