#include "bundle/bundle_source.h"

#include <sessionstore/interop/bundle.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

#include "bundle/session_frame.h"

namespace sessionstore::interop {
namespace bundle {

BundleSource::BundleSource(BundleFile file, bool salvage)
    : file_(std::move(file)), contents_(salvage ? salvage_contents(file_) : read_contents(file_)) {}

Inventory BundleSource::inventory() {
  Inventory inventory;
  std::set<std::string> known;
  std::vector<Skipped> again;
  for (const FramePlace& place : contents_.projects) {
    FrameReader frame(file_, place.offset, place.offset + place.length,
                      "a project of " + file_.location());
    Line first;
    if (!frame.next(first) || !first.is(kProject)) {
      throw frame.error("another frame is in its place");
    }
    Project project = read_project_frame(frame, first);
    if (frame.place().sha256 != place.sha256) throw frame.error("its hash does not match");
    if (known.insert(project.id).second) {
      inventory.projects.push_back(std::move(project));
    } else {
      again.push_back({"project " + project.id, "it is there twice: the first one was taken"});
    }
  }
  for (const auto& [id, session] : contents_.sessions) {
    inventory.sessions.push_back({id, session.fingerprint});
  }
  inventory.skipped = contents_.skipped;
  std::ranges::move(again, std::back_inserter(inventory.skipped));
  inventory.notes = contents_.notes;
  return inventory;
}

void BundleSource::read_session(std::string_view id, SessionVisitor& visitor) {
  const auto found = contents_.sessions.find(id);
  if (found == contents_.sessions.end()) {
    throw Error(ErrorCode::not_found,
                "there is no session " + std::string(id) + " in " + file_.location());
  }
  const FramePlace& place = found->second.place;
  FrameReader frame(file_, place.offset, place.offset + place.length,
                    "session " + found->first + " in " + file_.location());
  Line first;
  if (!frame.next(first)) throw frame.error("it has no rows");
  const SessionFrame read = read_session_frame(frame, std::move(first), id, visitor);
  const bool same = read.place.length == place.length && read.place.sha256 == place.sha256 &&
                    read.fingerprint == found->second.fingerprint;
  if (!same) throw frame.error("it was changed after the bundle was opened");
}

}  // namespace bundle

std::unique_ptr<SessionSource> open_bundle(const std::filesystem::path& path,
                                           const BundleOptions& options) {
  return std::make_unique<bundle::BundleSource>(bundle::BundleFile::open(path, options),
                                                options.salvage);
}

}  // namespace sessionstore::interop
