#include "dsn_parts.h"

namespace sessionstore::config::dsn {
namespace {

void set_address(std::string_view text, MysqlAddress& address) {
  const std::size_t open = text.find('(');
  const std::string_view net = text.substr(0, open);
  std::string_view inside;
  if (open != std::string_view::npos) {
    if (text.back() != ')') throw malformed("has a ( without its ) right before the last /");
    inside = text.substr(open + 1, text.size() - open - 2);
  }
  if (net.empty() || net == "tcp") {
    set_host_and_port(inside, address);
  } else if (net == "unix") {
    address.net = "unix";
    address.socket = inside.empty() ? "/tmp/mysql.sock" : std::string(inside);
    if (!address.socket.starts_with('/')) {
      throw malformed("has a unix socket that is not an absolute path");
    }
  } else {
    throw malformed("must say tcp(host:port) or unix(/path) between the last @ and the last /");
  }
}

}  // namespace

MysqlAddress parse_go(std::string_view dsn) {
  const std::size_t slash = dsn.rfind('/');
  if (slash == std::string_view::npos) throw malformed("has no / before the database name");
  const std::string_view left = dsn.substr(0, slash);
  const std::string_view right = dsn.substr(slash + 1);

  MysqlAddress address;
  const std::size_t at = left.rfind('@');
  set_address(at == std::string_view::npos ? left : left.substr(at + 1), address);
  if (at != std::string_view::npos) {
    const Credentials credentials = split_credentials(left.substr(0, at));
    address.user = credentials.user;
    if (credentials.password) address.password = std::string(*credentials.password);
  }
  // An @ here is rather the one before the host, with the last slash inside the password.
  if (right.find('@') != std::string_view::npos) {
    throw malformed("has an @ behind the last / (write it as %40 if that is meant)");
  }
  const std::size_t question = right.find('?');
  address.database = percent_decode(right.substr(0, question), "database name");
  if (question != std::string_view::npos) set_parameters(right.substr(question + 1), address);
  return address;
}

}  // namespace sessionstore::config::dsn
