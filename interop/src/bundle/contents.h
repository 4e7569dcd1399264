#pragma once

#include <sessionstore/endpoint.h>

#include <map>
#include <string>
#include <vector>

#include "bundle/bundle_file.h"
#include "bundle/format.h"

namespace sessionstore::interop::bundle {

/// A session's frame.
struct PlacedSession {
  FramePlace place;
  Digest fingerprint;
};

/// What a bundle holds, as far as it can be had.
struct Contents {
  std::vector<FramePlace> projects;
  std::map<std::string, PlacedSession, std::less<>> sessions;
  std::vector<Skipped> skipped;
  std::vector<Skipped> notes;
};

/// By the manifest, with every frame's hash checked. Throws Error(corrupt) for any damage at all.
Contents read_contents(const BundleFile& file);

/// By the frames themselves: those that prove to be whole, wherever they are. Throws
/// Error(corrupt) where there is none.
Contents salvage_contents(const BundleFile& file);

/// The SHA-256 of what the file has there.
Digest hash_of(const BundleFile& file, const FramePlace& place);

/// Throws Error(version_mismatch) where the first frame is whole and of a later version,
/// Error(corrupt) where there is none.
void check_header(const BundleFile& file);

}  // namespace sessionstore::interop::bundle
