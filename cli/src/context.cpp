#include "context.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/error.h>
#include <sessionstore/providers/builtin.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

#include "location.h"

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

/// Refuses a --store that no provider knows. Prints its scheme alone, for the rest may hold a
/// password.
[[noreturn]] void refuse_location(const ProviderRegistry& registry, std::string_view location) {
  std::vector<std::string> known;
  for (const Provider* provider : registry.all()) {
    for (const std::string& scheme : provider->location_schemes()) {
      known.push_back(scheme + ":");
    }
  }
  const std::string_view scheme = scheme_of(location);
  throw Error(ErrorCode::invalid_argument,
              scheme.empty() ? std::string("--store names no kind of store")
                             : fmt::format("--store: '{}:' is no kind of store", scheme),
              fmt::format("a LOCATION begins with one of: {}; such as sqlite:/path/to/file.db",
                          fmt::join(known, " ")));
}

}  // namespace

Context::Context(config::Environment environment)
    : environment_(std::move(environment)),
      out_(Terminal::of(STDOUT_FILENO, variable("NO_COLOR"), variable("TERM"))),
      err_(Terminal::of(STDERR_FILENO, variable("NO_COLOR"), variable("TERM"))) {}

std::string Context::variable(const std::string& name) const {
  return environment_.variable(name).value_or("");
}

const config::Configuration& Context::configuration() {
  if (!configuration_) {
    config::Overrides overrides;
    if (options.config) {
      overrides.config_file = *options.config;
    }
    overrides.provider = options.provider;
    configuration_ = config::Configuration::load(environment_, overrides);
  }
  return *configuration_;
}

std::optional<std::string> Context::setting(const std::string& key) {
  const auto& settings = configuration().settings();
  const auto found = settings.find(key);
  if (found == settings.end() || found->second.value.empty()) {
    return std::nullopt;
  }
  return found->second.value;
}

const ProviderRegistry& Context::registry() {
  if (!registry_) {
    registry_ = providers::builtin_registry();
  }
  return *registry_;
}

const Target& Context::target() {
  if (!target_) {
    target_ = make_target();
  }
  return *target_;
}

Target Context::make_target() {
  if (options.store && *options.store != "store") {
    return target_at(with_home(*options.store, environment_.home.native()));
  }
  const config::Configuration& settings = configuration();
  const Provider& provider = registry().get(settings.provider());
  OpenOptions open = settings.open_options();
  std::string location = expected_location(provider, open);
  return {&provider, std::move(open), std::move(location)};
}

Target Context::target_at(const std::string& location) {
  const Provider* provider =
      is_go_dsn(location) ? &registry().get("mysql") : registry().for_location(location);
  if (provider == nullptr) {
    refuse_location(registry(), location);
  }
  if (options.provider && *options.provider != provider->name()) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("--provider {} contradicts --store, which is a place of {}",
                            *options.provider, provider->name()),
                "give only one of them");
  }
  // A location stands alone: settings of the configured store must not leak into another one.
  OpenOptions open;
  open.settings = provider->settings_of(location);
  open.data_directory = configuration().data_directory();
  std::string shown = expected_location(*provider, open);
  return {provider, std::move(open), std::move(shown)};
}

SessionStore& Context::open(bool create) {
  if (!store_) {
    OpenOptions open = target().options;
    open.create = create;
    open.migrate = true;
    store_ = target().provider->open(open);
  }
  return *store_;
}

SessionStore& Context::store() { return open(false); }

SessionStore* Context::store_if_any() {
  try {
    return &open(false);
  } catch (const Error& error) {
    // One with a number is a server's: it has no such database, and no import makes one.
    if (error.code() != ErrorCode::not_found || error.native_code() != 0) {
      throw;
    }
    return nullptr;
  }
}

SessionStore& Context::store_or_new() { return open(true); }

void Context::note(std::string_view text) const {
  if (!options.quiet) {
    std::fflush(stdout);
    fmt::print(stderr, "{}\n", text);
  }
}

}  // namespace sessionstore::cli
