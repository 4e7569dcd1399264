#pragma once

#include <string>
#include <vector>

#include "bundle/frame_reader.h"
#include "bundle/frame_writer.h"

namespace sessionstore::interop::bundle {

/// One frame, as the manifest has it.
struct ManifestEntry {
  std::string kind;  ///< kHeader, kProject, kSession, kVoid
  std::string id;    ///< of a project or a session
  FramePlace place;
  Digest fingerprint;  ///< of a session
};

/// The list of all frames before it, in order, without a gap.
using Manifest = std::vector<ManifestEntry>;

/// Writes the manifest's frame and the trailer that tells where it is.
void write_manifest(FrameWriter& frames, const Manifest& manifest);

/// Finds it from the end of the file. Throws Error(corrupt) unless it is whole and covers every
/// byte of the file; of the frames themselves nothing is looked at.
Manifest read_manifest(const BundleFile& file);

/// The trailer's length.
inline constexpr std::uint64_t kTrailerBytes = 64;

}  // namespace sessionstore::interop::bundle
