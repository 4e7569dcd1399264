#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/error.h>

#include <memory>
#include <string>
#include <vector>

namespace sessionstore::interop {

/// One of several places that make up one history.
struct MergedPlace {
  std::string name;  ///< for people and titles: "opencode.db", "storage"
  std::unique_ptr<SessionSource> source;
  /// Whether it holds what a later OpenCode has copied elsewhere, and left behind: another place's
  /// copy of a session is the session then.
  bool superseded = false;
};

/// What is told with a history that is made of several places.
struct MergeRemarks {
  std::vector<Skipped> skipped;  ///< places that could not be opened
  std::vector<Skipped> notes;    ///< what lies beside the places
};

/// The error of a history of which no place could be read: the first one's, with the others named.
/// `failed` tells of all of them.
Error nothing_read(const Error& first, const std::vector<Skipped>& failed);

/// Several places as one source, which tell of the same sessions at different times: flat files and
/// the database that OpenCode made of them, the databases of several channels.
///
/// Of a session that several hold, the one with every row of the others is taken; rows that another
/// has otherwise are kept beside it as records of the kind "other_copy", and records that only
/// another has are added. Where none has all, OpenCode continued two copies of it: each is a
/// session, the one changed last under its own id, the others under ids made from it, with a title
/// that says so. Of a superseded place's copy nothing but what the others lack is kept, beside
/// them.
///
/// A place that cannot be read is named in the inventory's `skipped` and takes no other with it.
/// Where none can be read inventory() throws nothing_read().
std::unique_ptr<SessionSource> merge_sources(std::vector<MergedPlace> places, std::string location,
                                             MergeRemarks remarks);

}  // namespace sessionstore::interop
