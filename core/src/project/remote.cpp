#include <sessionstore/model.h>
#include <sessionstore/project.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "json/utf8.h"
#include "project/ascii.h"
#include "project/host.h"

namespace sessionstore {
namespace {

constexpr int kNoDefaultPort = 0;
constexpr int kSshPort = 22;

/// A remote taken apart: `host` is what stands before the path, user and password still in it.
struct Pieces {
  std::string_view host;
  std::string_view path;
  int default_port = kNoDefaultPort;
};

std::optional<int> default_port_of(std::string_view scheme) {
  static constexpr std::array<std::pair<std::string_view, int>, 11> kPorts{{{"ssh", kSshPort},
                                                                            {"git+ssh", kSshPort},
                                                                            {"ssh+git", kSshPort},
                                                                            {"git", 9418},
                                                                            {"http", 80},
                                                                            {"git+http", 80},
                                                                            {"https", 443},
                                                                            {"git+https", 443},
                                                                            {"ftp", 21},
                                                                            {"ftps", 990},
                                                                            {"git+git", 9418}}};
  const std::string folded = ascii_lower(scheme);
  for (const auto& [name, port] : kPorts) {
    if (folded == name) return port;
  }
  return std::nullopt;
}

/// `scheme://[user[:password]@]host[:port]/path`
std::optional<Pieces> split_url(std::string_view url, std::size_t scheme_end) {
  const auto port = default_port_of(url.substr(0, scheme_end));
  if (!port) return std::nullopt;
  const std::string_view rest = url.substr(scheme_end + 3);
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  std::string_view host = rest.substr(0, end);
  host.remove_prefix(host.rfind('@') + 1);
  return Pieces{host, rest.substr(end), *port};
}

/// Where the host of `host:path`, `[v6]:path` or `user@[host:port]:path` ends; npos if it does not.
std::size_t find_host_end(std::string_view text) {
  const std::size_t bracket = text.find('[');
  if (bracket == 0 || (bracket != std::string_view::npos && text[bracket - 1] == '@')) {
    const std::size_t close = text.find(']', bracket);
    if (close == std::string_view::npos) return close;
    return text.find_first_of(":/", close);
  }
  return text.find_first_of(":/");
}

/// Whether what follows a colon is a port and then a path (or nothing), as in our own ids.
bool begins_with_port(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  return parse_port(text.substr(0, digits)).value_or(0) != 0 &&
         (digits == text.size() || text[digits] == '/');
}

/// The host of git's `user@host`, `user@[v6]`, `[user@host:port]` and `user@[host:port]`.
std::string_view host_of_scp(std::string_view text) {
  if (!text.starts_with('[')) text.remove_prefix(text.rfind('@') + 1);
  if (text.starts_with('[') && text.ends_with(']') && !normalize_host(text, kSshPort)) {
    text = text.substr(1, text.size() - 2);
  }
  text.remove_prefix(text.rfind('@') + 1);
  return text;
}

/// `[user@]host:path`, and `host[:port]/path`, which is what we make ourselves.
std::optional<Pieces> split_without_scheme(std::string_view text) {
  const std::size_t end = find_host_end(text);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view host = text.substr(0, end);
  const std::string_view path = text.substr(end + 1);
  const bool has_user = host.find('@') != std::string_view::npos;
  if (text[end] == '/' || (!has_user && begins_with_port(path))) {
    const std::size_t slash = std::min(text.find('/', end), text.size());
    return Pieces{text.substr(0, slash), text.substr(slash), kNoDefaultPort};
  }
  if (path.starts_with(':')) return std::nullopt;  // helper::address, which only that helper reads
  if (end == 1 && is_ascii_letter(host[0])) return std::nullopt;  // C:/work/app
  return Pieces{host_of_scp(host), path, kSshPort};
}

/// The path without empty and `.` components, trailing slashes and `.git`, in any order of those.
/// An `@` in it is refused: in a malformed URL it is where a password ends.
std::optional<std::string> normalize_path(std::string_view path) {
  if (path.find('@') != std::string_view::npos || path.find("%40") != std::string_view::npos) {
    return std::nullopt;
  }
  path = path.substr(0, path.find_first_of("?#"));
  std::string out;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view component = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (component == "..") return std::nullopt;
    if (component.empty() || component == ".") continue;
    out += '/';
    out += component;
  }
  while (out.ends_with(".git") || out.ends_with('/') || out.ends_with("/.")) {
    out.resize(out.size() - (out.ends_with(".git") ? 4U : 1U));
  }
  if (out.empty() || out.ends_with("/..")) return std::nullopt;
  return out;
}

}  // namespace

std::optional<std::string> normalize_remote(std::string_view url) {
  if (has_control_characters(url) || url.find('\\') != std::string_view::npos ||
      !json::is_utf8(url)) {
    return std::nullopt;
  }
  const std::size_t scheme_end = url.find("://");
  const auto pieces =
      scheme_end == std::string_view::npos ? split_without_scheme(url) : split_url(url, scheme_end);
  if (!pieces) return std::nullopt;
  auto host = normalize_host(pieces->host, pieces->default_port);
  const auto path = normalize_path(pieces->path);
  if (!host || !path || host->size() + path->size() > kMaxIdBytes) return std::nullopt;
  return *host + *path;
}

}  // namespace sessionstore
