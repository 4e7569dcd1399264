#include "keys.h"

#include <algorithm>
#include <array>

namespace sessionstore::config {
namespace {

constexpr std::array kKeys{
    KeySpec{kDirectory, KeyKind::path, Decides::place},
    KeySpec{kType, KeyKind::provider_name, Decides::place, "sqlite"},
    KeySpec{"sessionProvider.author", KeyKind::text, Decides::whom},
    KeySpec{"sessionProvider.machine", KeyKind::text, Decides::whom},
    KeySpec{kMigrate, KeyKind::choice, Decides::place, "auto", 0, 0, "auto manual"},
    KeySpec{kSqlitePath, KeyKind::path, Decides::place},
    KeySpec{"sessionProvider.sqlite.synchronous", KeyKind::choice, Decides::how, "full", 0, 0,
            "full normal"},
    KeySpec{kDsn, KeyKind::dsn, Decides::address},
    KeySpec{kHost, KeyKind::text, Decides::address},
    KeySpec{kPort, KeyKind::integer, Decides::address, "3306", 1, 65535},
    KeySpec{kSocket, KeyKind::path, Decides::address},
    KeySpec{kDatabase, KeyKind::text, Decides::place},
    KeySpec{kUsername, KeyKind::text, Decides::whom},
    KeySpec{kPassword, KeyKind::password, Decides::secret},
    KeySpec{kPasswordFile, KeyKind::path, Decides::secret},
    KeySpec{kPasswordCommand, KeyKind::command, Decides::command},
    KeySpec{kMaxConnections, KeyKind::integer, Decides::how, "10", 1, 1000},
    KeySpec{kMaxIdle, KeyKind::integer, Decides::how, "5", 0, 1000},
    KeySpec{"sessionProvider.mysql.connectionTimeout", KeyKind::integer, Decides::how, "30", 1,
            3600},
    KeySpec{kTls, KeyKind::choice, Decides::address, "", 0, 0, "true false skip-verify preferred"},
    KeySpec{kTlsCa, KeyKind::path, Decides::address},
    KeySpec{kTlsCert, KeyKind::path, Decides::address},
    KeySpec{kTlsKey, KeyKind::path, Decides::address},
    KeySpec{kTlsFingerprint, KeyKind::text, Decides::address},
};

}  // namespace

std::span<const KeySpec> known_keys() { return kKeys; }

const KeySpec* find_key(std::string_view key) {
  const auto* const found = std::find_if(kKeys.begin(), kKeys.end(),
                                         [&](const KeySpec& spec) { return spec.key == key; });
  return found == kKeys.end() ? nullptr : found;
}

Decides decided_by(std::string_view key) {
  const KeySpec* const spec = find_key(key);
  return spec == nullptr ? Decides::place : spec->decides;
}

std::vector<std::string> names_under(std::string_view prefix) {
  std::vector<std::string> names;
  for (const KeySpec& spec : kKeys) {
    if (!spec.key.starts_with(prefix) || spec.key.size() <= prefix.size() ||
        spec.key[prefix.size()] != '.') {
      continue;
    }
    const std::string_view rest = spec.key.substr(prefix.size() + 1);
    const std::string name(rest.substr(0, rest.find('.')));
    if (names.empty() || names.back() != name) names.push_back(name);
  }
  return names;
}

std::string_view last_name(std::string_view key) { return key.substr(key.rfind('.') + 1); }

}  // namespace sessionstore::config
