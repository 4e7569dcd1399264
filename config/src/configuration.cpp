#include <fmt/format.h>
#include <sessionstore/config/configuration.h>
#include <sessionstore/config/dsn.h>

#include "keys.h"
#include "merge.h"
#include "mysql_rules.h"
#include "needs_trust.h"
#include "setting_of.h"

namespace sessionstore::config {
namespace {

void default_to(std::map<std::string, Setting>& settings, std::string_view key, std::string value) {
  settings.try_emplace(std::string(key), Setting{std::move(value), "default"});
}

}  // namespace

std::string Setting::shown() const {
  if (dsn) return mask_dsn(value);
  return secret ? "***" : value;
}

Configuration Configuration::load(const Environment& environment, const Overrides& overrides) {
  Configuration configuration;
  Merged merged = merge_sources(environment, overrides);
  configuration.untrusted_ = std::move(merged.untrusted);
  Entries& entries = merged.entries;
  check_mysql_values(entries);
  apply_dsn(entries);
  apply_mysql_defaults(entries);
  check_mysql_values(entries);
  if (const auto type = entries.find(kType);
      type != entries.end() && type->second.value == "mysql") {
    check_mysql_complete(entries);
  }

  auto& settings = configuration.settings_;
  for (const auto& [key, entry] : entries) settings.emplace(key, setting_of(key, entry));

  if (!settings.contains(std::string(kDirectory)) && environment.home.empty()) {
    throw Error(ErrorCode::invalid_argument, "there is no home directory to keep data in",
                "set HOME, or data.directory in the configuration");
  }
  default_to(settings, kDirectory, (environment.home / ".opencode").string());
  default_to(settings, kSqlitePath, (configuration.data_directory() / "sessionstore.db").string());
  const bool socket = settings.contains(std::string(kSocket));
  const auto host = settings.find(std::string(kHost));
  default_to(settings, kTls,
             default_tls(socket || host == settings.end() ? std::string() : host->second.value));
  for (const KeySpec& spec : known_keys()) {
    if (spec.default_value.empty() || (spec.key == kPort && socket)) continue;
    default_to(settings, spec.key, std::string(spec.default_value));
  }
  configuration.refusal_ = refusal_of(configuration.untrusted_);
  if (!configuration.refusal_) {
    configuration.refusal_ = refusal_of(entries, configuration.provider());
  }
  return configuration;
}

const std::string& Configuration::provider() const {
  return settings_.at(std::string(kType)).value;
}

std::filesystem::path Configuration::data_directory() const {
  return settings_.at(std::string(kDirectory)).value;
}

}  // namespace sessionstore::config
