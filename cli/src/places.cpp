#include "places.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/bundle.h>
#include <sessionstore/interop/opencode.h>
#include <sessionstore/interop/opencode_go.h>
#include <sessionstore/mysql/attach.h>
#include <sessionstore/read_only_store.h>
#include <unistd.h>

#include <utility>
#include <vector>

#include "attribution.h"
#include "location.h"
#include "readable_by_others.h"
#include "render/text.h"
#include "server_introduction.h"
#include "stop_signals.h"

namespace sessionstore::cli {

namespace {

/// Where the default provider keeps its file unless its settings say otherwise. Only for the
/// reports on a store that is not there yet; an opened store tells its own place.
std::string expected_location(const Provider& provider, const OpenOptions& options) {
  if (provider.name() != "sqlite") {
    return std::string(provider.name());
  }
  const auto path = options.settings.find("path");
  return fmt::format("sqlite:{}", path != options.settings.end()
                                      ? path->second
                                      : (options.data_directory / "sessionstore.db").string());
}

[[noreturn]] void refuse_location(const ProviderRegistry& registry, std::string_view location,
                                  std::string_view option, std::vector<std::string> known) {
  for (const Provider* provider : registry.all()) {
    for (const std::string& scheme : provider->location_schemes()) {
      known.push_back(scheme + ":");
    }
  }
  const std::string_view scheme = scheme_of(location);
  throw Error(ErrorCode::invalid_argument,
              scheme.empty() ? fmt::format("{} does not say what kind of place it is", option)
                             : fmt::format("{}: '{}:' is no kind of place that can be used here",
                                           option, scheme),
              fmt::format("a LOCATION begins with one of: {}; such as sqlite:/path/to/file.db",
                          fmt::join(known, " ")));
}

const Provider* find_provider(Context& context, std::string_view location) {
  return is_go_dsn(location) ? &context.registry().get("mysql")
                             : context.registry().for_location(location);
}

void add_mysql_client_settings(Context& context, std::map<std::string, std::string>& settings) {
  const std::string password = context.variable("OPENCODE_MYSQL_PASSWORD");
  if (!password.empty()) {
    settings.try_emplace("password", password);
  }
  for (const char* const file : {"tlsCa", "tlsCert", "tlsKey"}) {
    // A directory's file has no say in how a server proves itself that it does not name.
    const auto& configured = context.configuration().settings();
    const auto found = configured.find(std::string("sessionProvider.mysql.") + file);
    if (found != configured.end() && !found->second.from_working_directory) {
      settings[file] = found->second.value;
      settings.try_emplace("tls", "true");
    }
  }
}

interop::AliasLookup lookup_in(std::function<SessionStore*()> aliases) {
  return [aliases = std::move(aliases)](const std::string& alias) -> std::optional<std::string> {
    SessionStore* const store = aliases ? aliases() : nullptr;
    const auto project = store != nullptr ? store->find_project(alias) : std::nullopt;
    return project ? std::optional(project->id) : std::nullopt;
  };
}

constexpr std::string_view kGoScheme = "opencode-go";

/// `place` is what stands after the scheme: a path, or a server as a DSN or a URL.
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
  std::map<std::string, std::string> settings = context.registry().get("mysql").settings_of(place);
  add_mysql_client_settings(context, settings);
  mysql::AttachedDatabase attached = mysql::attach_read_only(settings);
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

}  // namespace

bool is_read_only(std::string_view location) {
  return is_opencode(location) || is_bundle(location) || scheme_of(location) == kGoScheme;
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

const Provider& provider_of(Context& context, std::string_view location, std::string_view option,
                            const std::vector<std::string>& others) {
  const Provider* const provider = find_provider(context, location);
  if (provider == nullptr) {
    refuse_location(context.registry(), location, option, others);
  }
  return *provider;
}

Target target_of(Context& context, const std::string& location, std::string_view option,
                 const std::vector<std::string>& others) {
  const std::string at = with_home(location, context.environment().home.native());
  const config::Configuration& settings = context.configuration();
  const bool configured = at == "store";
  const Provider& provider = configured ? context.registry().get(settings.provider())
                                        : provider_of(context, at, option, others);
  OpenOptions open;
  if (configured) {
    open = settings.open_options();
  } else {
    open.settings = provider.settings_of(at);
    open.data_directory = settings.data_directory();
    open.migrate = settings.may_migrate();
    if (provider.name() == "mysql") {
      add_mysql_client_settings(context, open.settings);
    }
  }
  open.stop = &StopSignals::flag();
  open.known_servers = users_servers(context);
  std::string shown = expected_location(provider, open);
  open.on_migrated = [&context, shown](const std::vector<Migration>& ran) {
    context.note(fmt::format("The schema of {} was brought to version {} for this program.",
                             printable_line(shown), ran.back().version));
  };
  return {&provider, std::move(open), std::move(shown)};
}

std::unique_ptr<SessionStore> open_target(Context& context, const std::string& location,
                                          std::string_view option,
                                          const std::vector<std::string>& others) {
  const Target target = target_of(context, location, option, others);
  auto store = target.provider->open(target.options);
  tell_if_others_read_store(context, target.location);
  return store;
}

std::unique_ptr<SessionSource> open_source(Context& context, const std::string& location,
                                           std::string_view option,
                                           std::function<SessionStore*()> aliases) {
  const std::string at = with_home(location, context.environment().home.native());
  if (at.empty() || scheme_of(at) == "opencode") {
    return open_opencode(context, at, option, std::move(aliases));
  }
  if (is_bundle(at)) {
    return open_bundle(context, location, option, false);
  }
  if (scheme_of(at) == kGoScheme) {
    return open_opencode_go(context, std::string(path_of(at)), option, std::move(aliases));
  }
  if (at != "store" && find_provider(context, at) == nullptr) {
    refuse_location(context.registry(), at, option, {"opencode:", "opencode-go:", "bundle:"});
  }
  Target target = target_of(context, at, option);
  target.options.create = false;
  target.options.only_read = true;
  return target.provider->open(target.options);
}

std::unique_ptr<SessionStore> open_read_only_place(Context& context, const std::string& location,
                                                   std::string_view option) {
  ReadOnlySettings settings;
  settings.provider = scheme_of(location);
  settings.hint =
      "`sessionstore import` with that LOCATION takes its sessions into a store, where they can be "
      "changed";
  settings.author = author_of(context);
  settings.machine = machine_of(context);
  settings.on_skipped = [&context](const Skipped& place) {
    context.note(fmt::format("not read: {}: {}", printable_line(place.source),
                             printable_line(place.reason)));
  };
  return open_read_only(open_source(context, location, option, {}), std::move(settings));
}

}  // namespace sessionstore::cli
