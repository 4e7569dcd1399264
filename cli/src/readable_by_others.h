#pragma once

#include <filesystem>
#include <string>

#include "context.h"

/// Files that hold what is nobody else's business, and that others may read: each is named in a
/// line on standard error, and left as it is, for somebody may want it so. Not with --quiet, nor
/// with
/// --json, whose readers are programs.
namespace sessionstore::cli {

/// The store of that LOCATION, if it is a file.
void tell_if_others_read_store(const Context& context, const std::string& location);

/// The configuration's files that hold a password.
void tell_if_others_read_passwords(const Context& context,
                                   const config::Configuration& configuration);

}  // namespace sessionstore::cli
