#pragma once

#include <sessionstore/interop/opencode_target.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "context.h"
#include "destination.h"

namespace sessionstore::cli {

/// An OpenCode's data that is written to, and where things are on this machine.
struct OpencodePlace {
  std::filesystem::path path;
  interop::TargetSettings settings;
};

/// What an opencode: LOCATION to write to names; without a path the user's own data, of which
/// OPENCODE_DB may name the database. Throws Error(invalid_argument).
OpencodePlace opencode_place(const Context& context, const std::string& location,
                             std::string_view option, const DestinationOptions& options);

}  // namespace sessionstore::cli
