#include "key_value.h"

#include <fmt/format.h>
#include <sessionstore/config/dsn.h>
#include <sessionstore/model.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <system_error>

#include "entry.h"

namespace sessionstore::config {
namespace {

/// One value while it is being checked: knows how to complain.
class Checker {
 public:
  Checker(const SourceFile& file, const KeySpec& spec, const Node& node)
      : file_(file), spec_(spec), node_(node) {}

  [[nodiscard]] Error error(const std::string& message, const std::string& hint = {}) const {
    return file_.error(node_.offset, spec_.key, message, hint);
  }

  [[nodiscard]] Error wrong_kind(std::string_view wanted, const std::string& hint = {}) const {
    return error(fmt::format("must be {}, not {}", wanted, node_.kind_name()), hint);
  }

  [[nodiscard]] std::string string(const Node& node, bool may_be_empty) const {
    if (node.kind != Node::Kind::string) throw wrong_kind("a string");
    if (node.text.empty() && !may_be_empty) {
      throw error("must not be empty", "leave the key out instead");
    }
    if (node.text.find('\0') != std::string::npos) throw error("must not contain a NUL");
    if (node.text.size() > kMaxFieldBytes) {
      throw error(fmt::format("must not be longer than {} bytes", kMaxFieldBytes));
    }
    return node.text;
  }

  [[nodiscard]] std::string integer() const {
    const std::string hint =
        node_.kind == Node::Kind::string ? "write the number without quotes" : std::string();
    if (node_.kind != Node::Kind::integer && node_.kind != Node::Kind::real) {
      throw wrong_kind("a whole number", hint);
    }
    double number = 0;
    const char* const end = node_.text.data() + node_.text.size();
    const auto parsed = std::from_chars(node_.text.data(), end, number);
    const bool in_range = parsed.ec == std::errc() && std::floor(number) == number &&
                          number >= static_cast<double>(spec_.least) &&
                          number <= static_cast<double>(spec_.most);
    if (!in_range) {
      throw error(fmt::format("must be a whole number from {} to {}, is {}", spec_.least,
                              spec_.most, printable(node_.text)));
    }
    return std::to_string(static_cast<std::int64_t>(number));
  }

  [[nodiscard]] std::string choice() const {
    const bool boolean_allowed =
        fmt::format(" {} ", spec_.choices).find(" true ") != std::string::npos;
    const bool boolean = node_.kind == Node::Kind::boolean && boolean_allowed;
    if (!boolean && node_.kind != Node::Kind::string) throw wrong_kind("a string");
    std::string listed;
    std::string_view rest = spec_.choices;
    while (!rest.empty()) {
      const std::string_view one = rest.substr(0, rest.find(' '));
      if (one == node_.text) return node_.text;
      listed += fmt::format("{}{}", listed.empty() ? "" : ", ", one);
      rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    }
    throw error("must be one of: " + listed);
  }

  [[nodiscard]] std::string provider_name() const {
    std::string name = string(node_, false);
    if (!is_provider_name(name)) {
      throw error("is no provider's name: lower-case letters, digits and dashes, at most 64",
                  "such as sqlite or mysql");
    }
    return name;
  }

  [[nodiscard]] std::string dsn() const {
    std::string text = string(node_, false);
    try {
      (void)parse_dsn(text);
    } catch (const Error& bad) {
      throw error(bad.what(), bad.hint());
    }
    return text;
  }

  [[nodiscard]] std::string command() const {
    nlohmann::json arguments = nlohmann::json::array();
    if (node_.kind == Node::Kind::string) {
      arguments = {"/bin/sh", "-c", string(node_, false)};
    } else if (node_.kind == Node::Kind::array) {
      for (const Member& element : node_.members) {
        arguments.push_back(string(element.value, !arguments.empty()));
      }
      if (arguments.empty()) throw error("must not be empty", "name the program first");
    } else {
      throw wrong_kind("a string or an array of strings");
    }
    return arguments.dump();
  }

 private:
  const SourceFile& file_;
  const KeySpec& spec_;
  const Node& node_;
};

}  // namespace

std::filesystem::path resolve_path(const std::string& path, const std::filesystem::path& base,
                                   const std::filesystem::path& home) {
  if (!path.starts_with('~')) return (base / path).lexically_normal();
  if (path != "~" && !path.starts_with("~/")) {
    throw Error(ErrorCode::invalid_argument, "names another user's home directory",
                "write it as an absolute path (or ./~name for a file of that name)");
  }
  if (home.empty()) {
    throw Error(ErrorCode::invalid_argument, "begins with ~, but there is no home directory",
                "set HOME, or write an absolute path");
  }
  return (home / path.substr(std::min<std::size_t>(2, path.size()))).lexically_normal();
}

std::string value_of(const SourceFile& file, const KeySpec& spec, const Node& node,
                     const std::filesystem::path& home) {
  const Checker checker(file, spec, node);
  switch (spec.kind) {
    case KeyKind::text:
      return checker.string(node, false);
    case KeyKind::password:
      return checker.string(node, true);
    case KeyKind::provider_name:
      return checker.provider_name();
    case KeyKind::integer:
      return checker.integer();
    case KeyKind::choice:
      return checker.choice();
    case KeyKind::dsn:
      return checker.dsn();
    case KeyKind::command:
      return checker.command();
    case KeyKind::path:
      break;
  }
  const std::string path = checker.string(node, false);
  // SQLite's own name for a database in memory.
  if (spec.key == kSqlitePath && path == ":memory:") return path;
  try {
    return resolve_path(path, file.path.parent_path(), home).string();
  } catch (const Error& bad) {
    throw checker.error(bad.what(), bad.hint());
  }
}

}  // namespace sessionstore::config
