#include "given_secrets.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

namespace sessionstore::cli {

namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::string_view kMask = "***";

/// Where in a text a secret stands.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool in_scheme_name(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  });
  return lower;
}

/// The values of `password=`, `token=` and their like.
std::vector<Span> named_secrets(std::string_view text) {
  std::vector<Span> spans;
  const std::string lower = lower_case(text);
  for (const std::string_view name :
       {"password=", "passwd=", "pwd=", "passphrase=", "token=", "secret="}) {
    for (std::size_t at = lower.find(name); at != kNone; at = lower.find(name, at + 1)) {
      const std::size_t begin = at + name.size();
      const std::size_t end = std::min(text.find_first_of("&; \t\r\n", begin), text.size());
      if (end > begin) {
        spans.push_back({begin, end});
      }
    }
  }
  return spans;
}

/// Where the address begins: behind `--option=` and the kinds of place that are paths.
std::size_t address_begin(std::string_view text) {
  std::size_t begin = 0;
  const std::size_t equals = std::min(text.find('='), text.size());
  if (text.starts_with('-') && std::ranges::all_of(text.substr(0, equals), in_scheme_name)) {
    begin = std::min(equals + 1, text.size());
  }
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view kind :
         {"sqlite:", "bundle:", "opencode:", "opencode-go:", "file:"}) {
      // A user of that name has no host behind it.
      if (text.substr(begin).starts_with(kind) && text.substr(begin + kind.size(), 2) != "//") {
        begin += kind.size();
        again = true;
      }
    }
  }
  return begin;
}

/// Whether a Go DSN's network begins there, behind the `@`.
bool begins_network(std::string_view text) {
  return text.starts_with("tcp(") || text.starts_with("unix(") || text.starts_with('(');
}

bool is_path(std::string_view text) {
  return text.starts_with('/') || text.starts_with("./") || text.starts_with("../") ||
         text.starts_with('~');
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 && text.find_first_not_of("0123456789") == kNone;
}

/// `host:secret`, where the `@` was forgotten.
std::optional<Span> secret_for_port(std::string_view text, std::size_t begin) {
  const std::size_t end = std::min(text.find_first_of("/?#", begin), text.size());
  const std::size_t colon = text.find(':', begin);
  if (begin >= end || colon >= end || text[begin] == '[' ||
      is_port(text.substr(colon + 1, end - colon - 1))) {
    return std::nullopt;
  }
  return Span{colon + 1, text.size()};
}

/// The password of the one address that `text` is.
std::optional<Span> password_of(std::string_view text) {
  const std::size_t begin = address_begin(text);
  const std::size_t at = text.rfind('@');
  const std::size_t colon = text.find(':', begin);
  const bool has_user = at != kNone && at > begin;
  if (has_user && begins_network(text.substr(at + 1))) {
    return colon < at ? std::optional(Span{colon + 1, at}) : std::nullopt;
  }
  const std::size_t scheme_end = text.find("://", begin);
  if (scheme_end == kNone) {
    const bool user_first = has_user && colon < at && !is_path(text.substr(begin));
    return user_first ? std::optional(Span{colon + 1, at}) : std::nullopt;
  }
  if (colon < scheme_end && has_user && !is_path(text.substr(begin))) {
    return Span{colon + 1, at};
  }
  const std::size_t user = scheme_end + 3;
  if (at == kNone || at < user) {
    return secret_for_port(text, user);
  }
  if (const std::size_t end = text.find(':', user); end < at) {
    return Span{end + 1, at};
  }
  // Many a host of repositories takes a token for a user.
  std::size_t scheme = scheme_end;
  while (scheme > begin && in_scheme_name(text[scheme - 1])) {
    --scheme;
  }
  constexpr std::array<std::string_view, 7> kWithUsers{"mysql", "mariadb", "postgres", "postgresql",
                                                       "ssh",   "git+ssh", "sftp"};
  const bool user_alone =
      std::ranges::find(kWithUsers, lower_case(text.substr(scheme, scheme_end - scheme))) !=
      kWithUsers.end();
  return user_alone ? std::nullopt : std::optional(Span{user, at});
}

std::vector<Span> secrets_of(std::string_view argument) {
  std::vector<Span> spans = named_secrets(argument);
  if (const auto password = password_of(argument); password && password->end > password->begin) {
    spans.push_back(*password);
  }
  return spans;
}

/// The least that is to be found of a secret: with the `:` before it and the `@` behind it, or with
/// what stands before it where nothing ends it.
std::size_t piece_begin(std::string_view text, const Span& secret) {
  if (secret.end < text.size()) {
    return secret.begin - 1;
  }
  const std::size_t before = text.find_last_of("/?&; ", secret.begin - 1);
  return before == kNone ? 0 : before + 1;
}

void replace_all_of(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != kNone; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

/// Whether a word of a message is an address beyond doubt.
bool is_plain_address(std::string_view word) {
  const std::size_t at = word.rfind('@');
  if (at == kNone) {
    return false;
  }
  const std::size_t scheme_end = word.find("://");
  return begins_network(word.substr(at + 1)) ||
         (scheme_end != kNone && scheme_end > 0 && scheme_end < at &&
          in_scheme_name(word[scheme_end - 1]));
}

}  // namespace

std::string without_password(std::string_view argument) {
  GivenSecrets secrets;
  secrets.add(argument);
  return secrets.hidden(std::string(argument));
}

void GivenSecrets::add(std::string_view argument) {
  for (const Span& secret : secrets_of(argument)) {
    const std::size_t begin = piece_begin(argument, secret);
    const std::size_t end = std::min(secret.end + 1, argument.size());
    Piece piece{std::string(argument.substr(begin, end - begin)), {}};
    piece.shown.append(argument.substr(begin, secret.begin - begin));
    piece.shown.append(kMask);
    piece.shown.append(argument.substr(secret.end, end - secret.end));
    // Taken for a path, it may have been made simpler.
    Piece normal{std::filesystem::path(piece.given).lexically_normal().string(), piece.shown};
    if (normal.given != piece.given && normal.given.size() > 1) {
      pieces_.push_back(std::move(normal));
    }
    pieces_.push_back(std::move(piece));
  }
}

std::string GivenSecrets::hidden(std::string text) const {
  for (const Piece& piece : pieces_) {
    replace_all_of(text, piece.given, piece.shown);
  }
  return text;
}

std::string without_passwords_of_addresses(std::string_view message) {
  constexpr std::string_view kAround = " \t\r\n'\"`";
  std::string out;
  while (!message.empty()) {
    const std::size_t begin = std::min(message.find_first_not_of(kAround), message.size());
    out += message.substr(0, begin);
    message.remove_prefix(begin);
    const std::string_view word = message.substr(0, message.find_first_of(kAround));
    out += is_plain_address(word) ? without_password(word) : word;
    message.remove_prefix(word.size());
  }
  return out;
}

}  // namespace sessionstore::cli
