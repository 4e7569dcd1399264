#include <algorithm>

#include "dsn_parts.h"

namespace sessionstore::config::dsn {

MysqlAddress parse_url(std::string_view dsn) {
  const std::string_view rest = dsn.substr(kUrlScheme.size());
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  const std::string_view authority = rest.substr(0, end);
  std::string_view tail = rest.substr(end);
  // An @ behind the host is rather the one before it, with a / ? or # inside the password.
  if (tail.find('@') != std::string_view::npos) {
    throw malformed("has an @ behind its first / ? or # (write these as %XX inside the password)");
  }
  if (tail.find('#') != std::string_view::npos) throw malformed("has a # (write it as %23)");

  MysqlAddress address;
  const std::size_t at = authority.rfind('@');
  const std::string_view host = at == std::string_view::npos ? authority : authority.substr(at + 1);
  if (host.find('(') != std::string_view::npos) {
    throw malformed("mixes both grammars: leave mysql:// out to write tcp(...) or unix(...)");
  }
  if (host.empty()) throw malformed("names no host");
  set_host_and_port(host, address);
  if (at != std::string_view::npos) {
    const Credentials credentials = split_credentials(authority.substr(0, at));
    address.user = percent_decode(credentials.user, "user name");
    if (credentials.password) address.password = percent_decode(*credentials.password, "password");
  }
  const std::size_t question = std::min(tail.find('?'), tail.size());
  std::string_view path = tail.substr(0, question);
  if (path.starts_with('/')) path.remove_prefix(1);
  if (path.find('/') != std::string_view::npos) {
    throw malformed("has more than one / in its path: the database's name follows the first");
  }
  address.database = percent_decode(path, "database name");
  tail.remove_prefix(std::min(question + 1, tail.size()));
  set_parameters(tail, address);
  return address;
}

}  // namespace sessionstore::config::dsn
