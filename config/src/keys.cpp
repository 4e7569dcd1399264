#include "keys.h"

#include <algorithm>
#include <array>

namespace sessionstore::config {
namespace {

constexpr std::array kKeys{
    KeySpec{kDirectory, KeyKind::path},
    KeySpec{kType, KeyKind::provider_name, "sqlite"},
    KeySpec{"sessionProvider.author", KeyKind::text},
    KeySpec{"sessionProvider.machine", KeyKind::text},
    KeySpec{kSqlitePath, KeyKind::path},
    KeySpec{"sessionProvider.sqlite.synchronous", KeyKind::choice, "full", 0, 0, "full normal"},
    KeySpec{kDsn, KeyKind::dsn},
    KeySpec{kHost, KeyKind::text},
    KeySpec{kPort, KeyKind::integer, "3306", 1, 65535},
    KeySpec{kSocket, KeyKind::path},
    KeySpec{kDatabase, KeyKind::text},
    KeySpec{kUsername, KeyKind::text},
    KeySpec{kPassword, KeyKind::password},
    KeySpec{kPasswordFile, KeyKind::path},
    KeySpec{kPasswordCommand, KeyKind::command},
    KeySpec{kMaxConnections, KeyKind::integer, "10", 1, 1000},
    KeySpec{kMaxIdle, KeyKind::integer, "5", 0, 1000},
    KeySpec{"sessionProvider.mysql.connectionTimeout", KeyKind::integer, "30", 1, 3600},
    KeySpec{kTls, KeyKind::choice, "", 0, 0, "true false skip-verify preferred"},
    KeySpec{kTlsCa, KeyKind::path},
    KeySpec{kTlsCert, KeyKind::path},
    KeySpec{kTlsKey, KeyKind::path},
    KeySpec{kTlsFingerprint, KeyKind::text},
};

}  // namespace

std::span<const KeySpec> known_keys() { return kKeys; }

const KeySpec* find_key(std::string_view key) {
  const auto* const found = std::find_if(kKeys.begin(), kKeys.end(),
                                         [&](const KeySpec& spec) { return spec.key == key; });
  return found == kKeys.end() ? nullptr : found;
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
