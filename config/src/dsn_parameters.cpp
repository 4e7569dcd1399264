#include <fmt/format.h>
#include <sessionstore/nearest_name.h>

#include <algorithm>
#include <array>
#include <vector>

#include "dsn_parts.h"

namespace sessionstore::config::dsn {
namespace {

using std::chrono::milliseconds;

constexpr std::array<std::string_view, 7> kHonoured{
    "timeout", "readTimeout", "writeTimeout", "tls", "tlsFingerprint", "charset", "collation"};

// What may be said without changing anything here: about the Go program's own types, and about
// behaviour that this program has anyway.
constexpr std::array<std::string_view, 6> kFreeSwitches{"parseTime",         "interpolateParams",
                                                        "columnsWithAlias",  "rejectReadOnly",
                                                        "checkConnLiveness", "multiStatements"};

// Switches of which only one position is what this program does.
struct FixedSwitch {
  std::string_view name;
  bool must_be;
};
constexpr std::array<FixedSwitch, 7> kFixedSwitches{{{"clientFoundRows", true},
                                                     {"allowNativePasswords", true},
                                                     {"allowCleartextPasswords", false},
                                                     {"allowOldPasswords", false},
                                                     {"allowAllFiles", false},
                                                     {"allowFallbackToPlaintext", false},
                                                     {"compress", false}}};

constexpr std::array<std::string_view, 3> kFreeTexts{"loc", "maxAllowedPacket", "timeTruncate"};

bool has(const auto& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<bool> boolean(std::string_view value) {
  if (has(std::array<std::string_view, 4>{"1", "true", "TRUE", "True"}, value)) return true;
  if (has(std::array<std::string_view, 4>{"0", "false", "FALSE", "False"}, value)) return false;
  return std::nullopt;
}

bool switched_on(std::string_view name, std::string_view value) {
  const std::optional<bool> on = boolean(value);
  if (!on) throw malformed(fmt::format("needs {} to be true or false", name));
  return *on;
}

std::string tls_mode(std::string_view value) {
  if (const std::optional<bool> on = boolean(value)) return *on ? "true" : "false";
  if (value == "skip-verify" || value == "preferred") return std::string(value);
  // What a Go program registers under a name of its own, such as "aurora" or "custom", is code.
  throw malformed(
      "needs tls to be true, false, skip-verify or preferred: a name that a Go program has given "
      "its "
      "own TLS settings means nothing here (for an authority of your own: tls=true, and its file "
      "as "
      "sessionProvider.mysql.tlsCa)");
}

milliseconds duration(std::string_view name, std::string_view value) {
  const std::optional<milliseconds> parsed = parse_go_duration(value);
  if (!parsed) {
    throw malformed(fmt::format("needs {} to be a duration such as 30s, 500ms or 1m30s", name));
  }
  return *parsed;
}

std::string identifier(std::string_view name, std::string_view value) {
  const auto good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  if (value.empty() || !std::all_of(value.begin(), value.end(), good)) {
    throw malformed(fmt::format("needs {} to be a plain name such as {}", name,
                                name == "charset" ? "utf8mb4" : "utf8mb4_bin"));
  }
  return std::string(value);
}

std::vector<std::string> known_names() {
  std::vector<std::string> known(kHonoured.begin(), kHonoured.end());
  for (const std::string_view one : kFreeSwitches) known.emplace_back(one);
  for (const std::string_view one : kFreeTexts) known.emplace_back(one);
  for (const FixedSwitch& one : kFixedSwitches) known.emplace_back(one.name);
  return known;
}

/// A parameter's own name, in whatever case it was written.
std::string canonical(std::string_view name) {
  const auto lower = [](unsigned char c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; };
  for (std::string& known : known_names()) {
    if (std::ranges::equal(known, name, {}, lower, lower)) return std::move(known);
  }
  return std::string(name);
}

[[noreturn]] void refuse(std::string_view name) {
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
  if (!plain || name.empty() || name.size() > 60) throw malformed("has a parameter without a name");
  throw Error(ErrorCode::invalid_argument,
              fmt::format("the DSN has the parameter {}, which cannot be honoured", name),
              suggest_name(name, known_names()));
}

void set_parameter(std::string_view name, const std::string& value, MysqlAddress& address) {
  if (name == "timeout") {
    address.timeout = duration(name, value);
  } else if (name == "readTimeout") {
    address.read_timeout = duration(name, value);
  } else if (name == "writeTimeout") {
    address.write_timeout = duration(name, value);
  } else if (name == "tls") {
    address.tls = tls_mode(value);
  } else if (name == "tlsFingerprint") {
    const auto digits = parse_fingerprint(value);
    if (!digits) throw malformed("needs tlsFingerprint to be 64 hexadecimal digits (SHA-256)");
    address.tls_fingerprint = *digits;
  } else if (name == "charset") {
    // The Go driver takes a list and uses the first that the server knows; every server knows ours.
    address.charset = identifier(name, std::string_view(value).substr(0, value.find(',')));
  } else if (name == "collation") {
    address.collation = identifier(name, value);
  } else if (has(kFreeSwitches, name)) {
    (void)switched_on(name, value);
  } else if (!has(kFreeTexts, name)) {
    const auto* const fixed =
        std::find_if(kFixedSwitches.begin(), kFixedSwitches.end(),
                     [&](const FixedSwitch& one) { return one.name == name; });
    if (fixed == kFixedSwitches.end()) refuse(name);
    if (switched_on(name, value) != fixed->must_be) {
      throw malformed(fmt::format("has {}={}, which cannot be honoured: only {} can", name,
                                  !fixed->must_be, fixed->must_be));
    }
  }
}

}  // namespace

void set_parameters(std::string_view query, MysqlAddress& address) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) refuse(pair);
    set_parameter(canonical(pair.substr(0, equals)),
                  percent_decode(pair.substr(equals + 1), "parameters"), address);
  }
}

}  // namespace sessionstore::config::dsn
