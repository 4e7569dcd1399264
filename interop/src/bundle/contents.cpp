#include "bundle/contents.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "bundle/manifest.h"

namespace sessionstore::interop::bundle {
namespace {

constexpr std::uint64_t kMostAtOnce = 256U << 10U;

std::string name_of(const ManifestEntry& entry, const BundleFile& file) {
  if (entry.kind == kSession || entry.kind == kProject) {
    return fmt::format("{} {} in {}", entry.kind, entry.id, file.location());
  }
  return file.location();
}

}  // namespace

Digest hash_of(const BundleFile& file, const FramePlace& place) {
  std::vector<char> buffer(static_cast<std::size_t>(std::min(place.length, kMostAtOnce)));
  Sha256 hash;
  for (std::uint64_t done = 0; done < place.length;) {
    const auto size =
        static_cast<std::size_t>(std::min<std::uint64_t>(place.length - done, buffer.size()));
    const std::size_t got = file.read(place.offset + done, buffer.data(), size);
    if (got == 0) break;
    hash.update({buffer.data(), got});
    done += got;
  }
  return hash.finish();
}

void check_header(const BundleFile& file) {
  if (file.size() == 0) {
    throw Error(ErrorCode::corrupt, file.location() + " is empty",
                "look whether the program that should have written it has failed");
  }
  std::string magic(kFrameMagic.size(), '\0');
  if (file.read(0, magic.data(), magic.size()) != magic.size() || magic != kFrameMagic) {
    throw Error(ErrorCode::corrupt, file.location() + " is no bundle, or its beginning is damaged",
                "name a file that `sessionstore export` wrote; --salvage takes what is whole");
  }
  FrameReader frame(file, 0, file.size(), "the beginning of " + file.location());
  Line line;
  if (!frame.next(line) || !line.is(kHeader)) {
    throw Error(ErrorCode::corrupt, file.location() + " is a Zstandard file, but no bundle",
                "name a file that `sessionstore export` wrote");
  }
  const auto version = line.columns()["version"].integer();
  const std::string program = line.columns()["program"].string().value_or("");
  for (Line more; frame.next(more);) {
  }
  if (!version || *version < 1) throw frame.error("it tells no version");
  if (*version > kVersion) {
    throw Error(ErrorCode::version_mismatch,
                fmt::format("{} is of version {}, which {} wrote; this program knows version {}",
                            file.location(), *version,
                            program.empty() ? "a later program" : program, kVersion),
                "use a later sessionstore to read it");
  }
}

Contents read_contents(const BundleFile& file) {
  check_header(file);
  Contents contents;
  for (ManifestEntry& entry : read_manifest(file)) {
    if (hash_of(file, entry.place) != entry.place.sha256) {
      throw damaged(name_of(entry, file), "its hash does not match");
    }
    if (entry.kind == kProject) contents.projects.push_back(entry.place);
    if (entry.kind == kSession) {
      contents.sessions.emplace(std::move(entry.id), PlacedSession{entry.place, entry.fingerprint});
    }
  }
  return contents;
}

}  // namespace sessionstore::interop::bundle
