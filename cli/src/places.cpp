#include "places.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/error.h>
#include <sessionstore/read_only_store.h>

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "attribution.h"
#include "foreign_places.h"
#include "location.h"
#include "mysql_client_settings.h"
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

/// What was meant by a plain path.
std::string location_of_path(std::string_view path, const std::vector<std::string>& known) {
  const std::string scheme = path.ends_with(".bundle") ? "bundle:" : "opencode:";
  std::error_code error;
  if (std::ranges::find(known, scheme) == known.end() || !std::filesystem::exists(path, error)) {
    return {};
  }
  return fmt::format("did you mean {}{}? ", scheme, path);
}

[[noreturn]] void refuse_location(const ProviderRegistry& registry, std::string_view location,
                                  std::string_view option, std::vector<std::string> known) {
  for (const Provider* provider : registry.all()) {
    for (const std::string& scheme : provider->location_schemes()) {
      known.push_back(scheme + ":");
    }
  }
  const std::string_view scheme = scheme_of(location);
  const std::string meant = scheme.empty() ? location_of_path(location, known) : std::string();
  throw Error(ErrorCode::invalid_argument,
              scheme.empty() ? fmt::format("{} does not say what kind of place it is", option)
                             : fmt::format("{}: '{}:' is no kind of place that can be used here",
                                           option, scheme),
              fmt::format("{}a LOCATION begins with one of: {}; such as sqlite:/path/to/file.db",
                          meant, fmt::join(known, " ")));
}

const Provider* find_provider(Context& context, std::string_view location) {
  return is_go_dsn(location) ? &context.registry().get("mysql")
                             : context.registry().for_location(location);
}

}  // namespace

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
  if (is_opencode_go(at)) {
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
