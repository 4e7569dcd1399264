#pragma once

#include <sessionstore/endpoint.h>

#include <memory>
#include <string>
#include <vector>

namespace sessionstore::interop {

/// One of several places that make up one history.
struct MergedPlace {
  std::string name;  ///< for people and titles: "opencode.db", "storage"
  std::unique_ptr<SessionSource> source;
};

/// Several places as one source, which tell of the same sessions at different times: flat files and
/// the database that OpenCode made of them, the databases of several channels.
///
/// Of a session that several hold, the one with every row of the others is taken; rows that another
/// has otherwise are kept beside it as records of the kind "other_copy", and records that only
/// another has are added. Where none has all, OpenCode continued two copies of it: each is a
/// session, the one changed last under its own id, the others under ids made from it, with a title
/// that says so.
std::unique_ptr<SessionSource> merge_sources(std::vector<MergedPlace> places, std::string location,
                                             std::vector<Skipped> also_skipped);

}  // namespace sessionstore::interop
