#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/store.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "context.h"

/// Places that are no stores of ours: OpenCode's data, the Go OpenCode's, and bundles. `option` and
/// `aliases` are as in places.h.
namespace sessionstore::cli {

/// Whether it names a place that is only read, as a store too: no store of ours.
bool is_read_only(std::string_view location);

/// Whether it names OpenCode's own data.
bool is_opencode(std::string_view location);

/// Where in the file system that is: the user's own without a path, `~` and relative paths
/// resolved. Throws Error(invalid_argument).
std::filesystem::path opencode_path(const Context& context, const std::string& location,
                                    std::string_view option);

/// Whether it names a bundle, and nothing that is kept in a store.
bool is_bundle(std::string_view location);

/// A bundle to read, or with `salvage` what is whole of a damaged one.
std::unique_ptr<SessionSource> open_bundle(Context& context, const std::string& location,
                                           std::string_view option, bool salvage);

/// Where in the file system a bundle is, "-" for a pipe. Throws Error(invalid_argument).
std::filesystem::path bundle_path(const Context& context, const std::string& location,
                                  std::string_view option);

/// Whether it names the Go OpenCode's data.
bool is_opencode_go(std::string_view location);

/// Opens OpenCode's own data; without a location the user's.
std::unique_ptr<SessionSource> open_opencode(Context& context, const std::string& location,
                                             std::string_view option,
                                             std::function<SessionStore*()> aliases);

/// `place` is what stands after the scheme: a path, or a server as a DSN or a URL.
std::unique_ptr<SessionSource> open_opencode_go(Context& context, const std::string& place,
                                                std::string_view option,
                                                std::function<SessionStore*()> aliases);

}  // namespace sessionstore::cli
