#pragma once

#include <sessionstore/provider.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "context.h"
#include "foreign_places.h"

/// What a LOCATION names. In each function `option` is what the user gave it with, for errors: they
/// tell no more of a LOCATION than its kind, for the rest may hold a password.
namespace sessionstore::cli {

/// What keeps the stores of that kind. Throws Error(invalid_argument); "store" is no kind.
/// `others` are kinds of place besides stores that could be used here too, for the error.
const Provider& provider_of(Context& context, std::string_view location, std::string_view option,
                            const std::vector<std::string>& others = {});

/// A store of ours; "store" is the configured one. Throws Error(invalid_argument).
///
/// A location stands alone: nothing of the configured store leaks into another one. Only what a
/// LOCATION of MySQL cannot say comes from outside: the password from OPENCODE_MYSQL_PASSWORD,
/// where it has none, and the files for TLS from the configuration.
Target target_of(Context& context, const std::string& location, std::string_view option,
                 const std::vector<std::string>& others = {});

/// Opens it, and makes it where there is none.
std::unique_ptr<SessionStore> open_target(Context& context, const std::string& location,
                                          std::string_view option,
                                          const std::vector<std::string>& others = {});

/// Opens any place that sessions can be read from, and changes nothing there; without a location
/// the user's own OpenCode data. `aliases` gives the store that knows projects by other names, or
/// null, and may be empty; it is called only if that is of use.
std::unique_ptr<SessionSource> open_source(Context& context, const std::string& location,
                                           std::string_view option,
                                           std::function<SessionStore*()> aliases);

/// A place that is_read_only() as a store. `option` and the rest as for open_source().
std::unique_ptr<SessionStore> open_read_only_place(Context& context, const std::string& location,
                                                   std::string_view option);

}  // namespace sessionstore::cli
