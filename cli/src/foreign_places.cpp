#include "foreign_places.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/bundle.h>
#include <sessionstore/interop/opencode.h>
#include <sessionstore/interop/opencode_go.h>
#include <sessionstore/mysql/attach.h>
#include <unistd.h>

#include <utility>

#include "location.h"
#include "mysql_client_settings.h"
#include "server_introduction.h"
#include "stop_signals.h"

namespace sessionstore::cli {

namespace {

constexpr std::string_view kGoScheme = "opencode-go";

interop::AliasLookup lookup_in(std::function<SessionStore*()> aliases) {
  return [aliases = std::move(aliases)](const std::string& alias) -> std::optional<std::string> {
    SessionStore* const store = aliases ? aliases() : nullptr;
    const auto project = store != nullptr ? store->find_project(alias) : std::nullopt;
    return project ? std::optional(project->id) : std::nullopt;
  };
}

}  // namespace

bool is_opencode_go(std::string_view location) { return scheme_of(location) == kGoScheme; }

bool is_read_only(std::string_view location) {
  return is_opencode(location) || is_bundle(location) || is_opencode_go(location);
}

bool is_opencode(std::string_view location) { return scheme_of(location) == "opencode"; }

std::filesystem::path opencode_path(const Context& context, const std::string& location,
                                    std::string_view option) {
  if (location.empty()) {
    return interop::default_opencode_directory(context.variable("XDG_DATA_HOME"),
                                               context.environment().home);
  }
  const std::string at = with_home(location, context.environment().home.native());
  if (path_of(at).empty()) {
    throw Error(ErrorCode::invalid_argument, fmt::format("{}: opencode: needs a path", option),
                "opencode:~/.local/share/opencode is OpenCode's usual place");
  }
  return context.absolute(path_of(at));
}

bool is_bundle(std::string_view location) { return scheme_of(location) == "bundle"; }

std::filesystem::path bundle_path(const Context& context, const std::string& location,
                                  std::string_view option) {
  const std::string at = with_home(location, context.environment().home.native());
  if (path_of(at).empty()) {
    throw Error(ErrorCode::invalid_argument, fmt::format("{}: bundle: needs a path", option),
                "bundle:history.bundle is a file, bundle:- a pipe");
  }
  if (path_of(at) == "-") {
    return "-";
  }
  return context.absolute(path_of(at)).lexically_normal();
}

std::unique_ptr<SessionSource> open_bundle(Context& context, const std::string& location,
                                           std::string_view option, bool salvage) {
  const std::filesystem::path path = bundle_path(context, location, option);
  if (path == "-" && ::isatty(STDIN_FILENO) == 1) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("{}: bundle:- reads standard input, which is a terminal", option),
                "pipe a bundle in, or name its file");
  }
  interop::BundleOptions options;
  options.salvage = salvage;
  options.stop = &StopSignals::flag();
  if (const std::string directory = context.variable("TMPDIR"); !directory.empty()) {
    options.spool = directory;
  }
  return interop::open_bundle(path, options);
}

std::unique_ptr<SessionSource> open_opencode_go(Context& context, const std::string& place,
                                                std::string_view option,
                                                std::function<SessionStore*()> aliases) {
  if (place.empty()) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("{}: opencode-go: needs a path or a data source name", option),
                "such as opencode-go:~/project, or opencode-go:user@tcp(host:3306)/database");
  }
  if (!is_go_dsn(place) && scheme_of(place) != "mysql") {
    return interop::open_opencode_go(context.absolute(place), lookup_in(std::move(aliases)),
                                     &StopSignals::flag());
  }
  OpenOptions options;
  options.settings = context.registry().get("mysql").settings_of(place);
  add_mysql_client_settings(context, options.settings);
  options.known_servers = users_servers(context);
  mysql::AttachedDatabase attached = mysql::attach_read_only(options);
  return interop::open_opencode_go_database(std::move(attached.reader),
                                            fmt::format("{}:{}", kGoScheme, attached.location), {},
                                            lookup_in(std::move(aliases)));
}

std::unique_ptr<SessionSource> open_opencode(Context& context, const std::string& location,
                                             std::string_view option,
                                             std::function<SessionStore*()> aliases) {
  const std::filesystem::path path = opencode_path(context, location, option);
  interop::OpencodeSettings more;
  if (location.empty()) {
    more.database = context.variable("OPENCODE_DB");
  }
  return interop::open_opencode(path, lookup_in(std::move(aliases)), more, &StopSignals::flag());
}

}  // namespace sessionstore::cli
