#include "context.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/error.h>
#include <sessionstore/providers/builtin.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

#include "location.h"
#include "places.h"
#include "readable_by_others.h"
#include "render/text.h"

namespace sessionstore::cli {

Context::Context(config::Environment environment)
    : environment_(std::move(environment)),
      out_(Terminal::of(STDOUT_FILENO, variable("NO_COLOR"), variable("TERM"))),
      err_(Terminal::of(STDERR_FILENO, variable("NO_COLOR"), variable("TERM"))) {}

std::filesystem::path Context::working_directory() const {
  if (environment_.working_directory.empty()) {
    throw Error(ErrorCode::not_found, "the working directory is not there any more",
                "change to another one; --all-projects and absolute paths need none");
  }
  return environment_.working_directory;
}

std::filesystem::path Context::absolute(const std::filesystem::path& path) const {
  return path.is_absolute() ? path : working_directory() / path;
}

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
    // Where no store may be opened for it, the error says so.
    if (const auto& file = configuration_->untrusted(); file && configuration_->may_open()) {
      note(fmt::format("{} is not trusted, so its {} has no force: see `sessionstore trust`",
                       printable_line(file->path.string()),
                       printable_line(fmt::format("{}", fmt::join(file->keys, ", ")))));
    }
    tell_if_others_read_passwords(*this, *configuration_);
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
  const std::string location = options.store.value_or("store");
  if (options.provider && location != "store") {
    const std::string name(provider_of(*this, location, "--store").name());
    if (*options.provider != name) {
      throw Error(ErrorCode::invalid_argument,
                  fmt::format("--provider {} contradicts --store, which is a place of {}",
                              *options.provider, name),
                  "give only one of them");
    }
  }
  return target_of(*this, location, "--store");
}

bool Context::is_read_only() const { return options.store && cli::is_read_only(*options.store); }

void Context::open_read_only(bool create) {
  const std::string scheme(scheme_of(*options.store));
  if (options.provider) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("--provider {} contradicts --store, which is a place of {}",
                            *options.provider, scheme),
                "give only one of them");
  }
  if (create) {
    throw Error(ErrorCode::unsupported,
                fmt::format("--store: a place of {} is only read, never written", scheme),
                "name a store of ours, such as sqlite:/path/to/file.db");
  }
  store_ = open_read_only_place(*this, *options.store, "--store");
}

SessionStore& Context::open(Use use) {
  if (is_read_only()) {
    if (use == Use::make || !store_) {
      open_read_only(use == Use::make);
    }
    return *store_;
  }
  const bool only_read = use == Use::read;
  if (!store_ || (store_only_read_ && !only_read)) {
    store_.reset();
    OpenOptions open = target().options;
    open.create = use == Use::make;
    open.only_read = only_read;
    open.patience = patience_;
    store_ = target().provider->open(open);
    store_only_read_ = only_read;
    tell_if_others_read_store(*this, target().location);
  }
  return *store_;
}

SessionStore& Context::store() { return open(Use::read); }

SessionStore& Context::store_to_change() { return open(Use::change); }

SessionStore* Context::store_if_any(std::string* why) { return open_if_any(Use::read, why); }

SessionStore* Context::store_to_change_if_any() { return open_if_any(Use::change); }

SessionStore* Context::open_if_any(Use use, std::string* why) {
  try {
    return &open(use);
  } catch (const Error& error) {
    // One with a number is a server's: it has no such database, and no import makes one.
    if (error.code() != ErrorCode::not_found || error.native_code() != 0) {
      throw;
    }
    if (why != nullptr) {
      *why = error.what();
    }
    return nullptr;
  }
}

SessionStore& Context::store_or_new() { return open(Use::make); }

void Context::note(std::string_view text) const {
  if (!options.quiet) {
    std::fflush(stdout);
    // What nobody can read ends no command.
    std::fputs((secrets.hidden(std::string(text)) + '\n').c_str(), stderr);
  }
}

}  // namespace sessionstore::cli
