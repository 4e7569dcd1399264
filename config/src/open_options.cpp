#include <sessionstore/config/configuration.h>
#include <sessionstore/config/dsn.h>

#include <nlohmann/json.hpp>

#include "keys.h"
#include "secret.h"

namespace sessionstore::config {
namespace {

constexpr std::chrono::seconds kCommandLimit{10};

using Settings = std::map<std::string, std::string>;

// Takes what only this library understands out of the settings, and puts in what it stands for.
void resolve_mysql(Settings& settings) {
  if (const auto dsn = settings.extract("dsn"); !dsn.empty()) {
    // What it says about the single keys is in force already; this adds what has no such key.
    settings.merge(mysql_settings(parse_dsn(dsn.mapped())));
  }
  if (const auto file = settings.extract("passwordFile"); !file.empty()) {
    settings["password"] = password_from_file(file.mapped());
  }
  if (const auto command = settings.extract("passwordCommand"); !command.empty()) {
    const auto arguments = nlohmann::json::parse(command.mapped());
    settings["password"] =
        password_from_command(arguments.get<std::vector<std::string>>(), kCommandLimit);
  }
}

}  // namespace

bool Configuration::may_migrate() const {
  const auto found = settings_.find(std::string(kMigrate));
  return found == settings_.end() || found->second.value != "manual";
}

OpenOptions Configuration::open_options() const {
  if (refusal_) throw Error(*refusal_);
  OpenOptions options;
  options.data_directory = data_directory();
  options.migrate = may_migrate();
  const std::string prefix = "sessionProvider." + provider() + ".";
  for (auto setting = settings_.lower_bound(prefix);
       setting != settings_.end() && setting->first.starts_with(prefix); ++setting) {
    options.settings.emplace(setting->first.substr(prefix.size()), setting->second.value);
  }
  if (provider() == "mysql") resolve_mysql(options.settings);
  return options;
}

}  // namespace sessionstore::config
