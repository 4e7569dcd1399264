#include "mysql_rules.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/config/dsn.h>

#include <algorithm>

#include "keys.h"

namespace sessionstore::config {
namespace {

const Entry* find(const Entries& entries, std::string_view key) {
  const auto found = entries.find(key);
  return found == entries.end() ? nullptr : &found->second;
}

Error error(const Entry& entry, std::string_view key, const std::string& message,
            const std::string& hint) {
  return {ErrorCode::invalid_argument, fmt::format("{}: {}: {}", entry.place, key, message), hint};
}

void check_host(const Entry& entry) {
  const std::string& host = entry.value;
  const auto colons = std::count(host.begin(), host.end(), ':');
  if (colons == 1) {
    throw error(entry, kHost, "must be a host without a port", "give the port as the key port");
  }
  if (host.find_first_of(" \t\r\n/@()[]") != std::string::npos) {
    throw error(entry, kHost, "has characters that no host name has",
                "a whole DSN belongs into the key dsn, a socket's path into socket");
  }
}

}  // namespace

void apply_dsn(Entries& entries) {
  const Entry* const given = find(entries, kDsn);
  if (given == nullptr) return;
  const Entry dsn = *given;
  const std::map<std::string, std::string> said = mysql_settings(parse_dsn(dsn.value));
  for (const std::string_view key : {kHost, kPort, kSocket, kDatabase, kUsername}) {
    entries.erase(std::string(key));
  }
  if (said.contains("password")) {
    entries.erase(std::string(kPasswordFile));
    entries.erase(std::string(kPasswordCommand));
  }
  for (const std::string_view key :
       {kHost, kPort, kSocket, kDatabase, kUsername, kPassword, kTls, kTlsFingerprint}) {
    const auto value = said.find(std::string(last_name(key)));
    if (value == said.end()) continue;
    Entry entry = dsn;
    entry.value = value->second;
    entries[std::string(key)] = std::move(entry);
  }
}

void apply_mysql_defaults(Entries& entries) {
  const Entry* const most = find(entries, kMaxConnections);
  if (most != nullptr && find(entries, kMaxIdle) == nullptr &&
      std::stoi(most->value) < std::stoi(std::string(find_key(kMaxIdle)->default_value))) {
    entries[std::string(kMaxIdle)] = *most;
  }
  for (const std::string_view key : {kTlsCa, kTlsCert, kTlsFingerprint}) {
    const Entry* const certificate = find(entries, key);
    if (certificate != nullptr && find(entries, kTls) == nullptr) {
      Entry entry = *certificate;
      entry.value = "true";
      entries[std::string(kTls)] = std::move(entry);
    }
  }
}

void check_mysql_values(const Entries& entries) {
  const Entry* const most = find(entries, kMaxConnections);
  const Entry* const idle = find(entries, kMaxIdle);
  const std::string most_value =
      most == nullptr ? std::string(find_key(kMaxConnections)->default_value) : most->value;
  if (idle != nullptr && std::stoi(idle->value) > std::stoi(most_value)) {
    throw error(*idle, kMaxIdle,
                fmt::format("is {}, more than maxConnections, which is {} ({})", idle->value,
                            most_value, most == nullptr ? "default" : most->place),
                "connections kept idle are some of those that may be open");
  }
  const Entry* const certificate = find(entries, kTlsCert);
  const Entry* const key = find(entries, kTlsKey);
  if ((certificate == nullptr) != (key == nullptr)) {
    const bool lacks_key = key == nullptr;
    throw error(lacks_key ? *certificate : *key, lacks_key ? kTlsCert : kTlsKey,
                fmt::format("needs {} beside it", lacks_key ? "tlsKey" : "tlsCert"),
                "a client certificate and its private key come together");
  }
  const Entry* const tls = find(entries, kTls);
  for (const std::string_view file : {kTlsCa, kTlsCert, kTlsFingerprint}) {
    const Entry* const given = find(entries, file);
    if (given != nullptr && tls != nullptr && tls->value == "false") {
      throw error(*given, file, fmt::format("is given, but tls is false ({})", tls->place),
                  "remove it, or set tls to true");
    }
  }
  if (const Entry* print = find(entries, kTlsFingerprint);
      print != nullptr && !parse_fingerprint(print->value)) {
    throw error(*print, kTlsFingerprint, "must be 64 hexadecimal digits, a SHA-256 fingerprint",
                "openssl x509 -in server.pem -noout -fingerprint -sha256");
  }
  if (const Entry* host = find(entries, kHost); host != nullptr && find(entries, kDsn) == nullptr) {
    check_host(*host);
  }
}

void check_mysql_complete(const Entries& entries) {
  std::vector<std::string_view> missing;
  if (find(entries, kHost) == nullptr && find(entries, kSocket) == nullptr) {
    missing.emplace_back("host");
  }
  if (find(entries, kDatabase) == nullptr) missing.emplace_back("database");
  const Entry* const dsn = find(entries, kDsn);
  // The driver's grammar lets a DSN leave the user out.
  if (find(entries, kUsername) == nullptr && dsn == nullptr) missing.emplace_back("username");
  if (missing.empty()) return;
  if (dsn != nullptr) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("{}: the DSN names no {}", dsn->place, fmt::join(missing, ", ")),
                "write the database's name behind the last /");
  }
  const Entry* const type = find(entries, kType);
  throw Error(ErrorCode::invalid_argument,
              fmt::format("{}: the provider mysql needs sessionProvider.mysql.{}",
                          type == nullptr ? "default" : type->place,
                          fmt::join(missing, ", sessionProvider.mysql.")),
              "set them in the configuration, or give a DSN as sessionProvider.mysql.dsn or "
              "OPENCODE_MYSQL_DSN");
}

}  // namespace sessionstore::config
