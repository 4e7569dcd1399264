#include "mysql_error.h"

#include <fmt/format.h>
#include <sessionstore/sql/transient_error.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <span>

namespace sessionstore::mysql {
namespace {

using Kind = sql::TransientError::Kind;

enum class Repeat { never, rolled_back, connection_lost, in_a_cluster };

/// What a server's or the client library's error number means to callers.
struct Meaning {
  int number;
  ErrorCode code;
  std::string_view hint;
  Repeat repeat = Repeat::never;
};

constexpr std::string_view kGrant = "grant the user what docs/team-mysql.md lists";
constexpr std::string_view kLogin =
    "check the user's name and password; the account may also ask for TLS (tls) or for a client's "
    "certificate (tlsCert, tlsKey)";
constexpr std::string_view kLocked = "the account is locked: ask the server's administrator";
constexpr std::string_view kReadOnly =
    "the server takes no writes: connect to the primary, or ask the server's administrator";
constexpr std::string_view kNoMajority =
    "this server is not, or not yet, part of a working cluster: ask its administrator";
constexpr std::string_view kCommitRefused =
    "the cluster did not take it: is this server still a member, and the value smaller than "
    "group_replication_transaction_size_limit or wsrep_max_ws_size?";
constexpr std::string_view kSpace = "the server's disk is full: ask its administrator";
constexpr std::string_view kPacket = "raise the server's max_allowed_packet";
constexpr std::string_view kConnections =
    "lower maxConnections on each machine, or raise the server's max_connections";
constexpr std::string_view kCollation =
    "sessionProvider.mysql.collation must be one of the server's for utf8mb4, or left out";
constexpr std::string_view kReach = "is the server running, and its port open?";
constexpr std::string_view kTls =
    "check sessionProvider.mysql.tls and tlsCa against the server's certificate, and that tlsCert "
    "and tlsKey belong together";
constexpr std::string_view kPlugin =
    "the server asks for a way to log in that this client does not have: use an account with "
    "caching_sha2_password or mysql_native_password";

// Numbers from the manuals of MySQL 9 and MariaDB 10.11, and of Galera, Group Replication and TiDB
// for conflicts between servers.
constexpr Meaning kMeanings[] = {
    // rows
    {1062, ErrorCode::already_exists, ""},
    {1586, ErrorCode::already_exists, ""},
    {1048, ErrorCode::constraint, ""},
    {1264, ErrorCode::constraint, ""},
    {1366, ErrorCode::constraint, ""},
    {1406, ErrorCode::constraint, ""},
    {1452, ErrorCode::constraint, ""},
    {3819, ErrorCode::constraint, ""},
    {4025, ErrorCode::constraint, ""},
    {1153, ErrorCode::constraint, kPacket},
    // the schema
    {1050, ErrorCode::already_exists, ""},
    {1060, ErrorCode::already_exists, ""},
    {1061, ErrorCode::already_exists, ""},
    {1051, ErrorCode::not_found, ""},
    {1091, ErrorCode::not_found, ""},
    {1146, ErrorCode::corrupt, "a table is missing: see `sessionstore migrate status`"},
    // who may do what
    {1044, ErrorCode::permission_denied, kGrant},
    {1045, ErrorCode::permission_denied, kLogin},
    {1698, ErrorCode::permission_denied, kLogin},
    {1129, ErrorCode::permission_denied, "ask the server's administrator for FLUSH HOSTS"},
    {1130, ErrorCode::permission_denied, "the account must allow connections from this machine"},
    {1142, ErrorCode::permission_denied, kGrant},
    {1143, ErrorCode::permission_denied, kGrant},
    {1227, ErrorCode::permission_denied, kGrant},
    {1251, ErrorCode::permission_denied, kPlugin},
    {1370, ErrorCode::permission_denied, kGrant},
    {1820, ErrorCode::permission_denied, "the account's password has expired: set a new one"},
    {1862, ErrorCode::permission_denied, "the account's password has expired: set a new one"},
    {kTlsFailure, ErrorCode::permission_denied, kTls},
    {2054, ErrorCode::permission_denied, kPlugin},
    {2059, ErrorCode::permission_denied, kPlugin},
    {3159, ErrorCode::permission_denied, "the server insists on TLS: set tls to \"true\""},
    {3118, ErrorCode::permission_denied, kLocked},
    {4151, ErrorCode::permission_denied, kLocked},
    // the server's state
    {1049, ErrorCode::not_found, "create it: CREATE DATABASE ... CHARACTER SET utf8mb4"},
    {1021, ErrorCode::unavailable, kSpace},
    {1114, ErrorCode::unavailable, kSpace},
    {1290, ErrorCode::unavailable, kReadOnly, Repeat::in_a_cluster},
    {1792, ErrorCode::unavailable, kReadOnly, Repeat::in_a_cluster},
    {1836, ErrorCode::unavailable, kReadOnly, Repeat::in_a_cluster},
    {1253, ErrorCode::invalid_argument, kCollation},
    {1273, ErrorCode::invalid_argument, kCollation},
    {1665, ErrorCode::unsupported, "the server's binlog_format must be ROW or MIXED"},
    {1461, ErrorCode::unavailable, "raise the server's max_prepared_stmt_count"},
    {1969, ErrorCode::timeout, "the server's limit for one statement was reached"},
    {3024, ErrorCode::timeout, "the server's limit for one statement was reached"},
    // conflicts: the server has undone the transaction, or the caller will
    {1020, ErrorCode::unavailable, "", Repeat::rolled_back},
    {1047, ErrorCode::unavailable, kNoMajority, Repeat::rolled_back},
    {1180, ErrorCode::unavailable, kCommitRefused, Repeat::rolled_back},
    {1205, ErrorCode::unavailable, "another client holds the session", Repeat::rolled_back},
    {1213, ErrorCode::unavailable, "", Repeat::rolled_back},
    {1317, ErrorCode::unavailable, "an administrator stopped the statement", Repeat::rolled_back},
    {3100, ErrorCode::unavailable, kCommitRefused, Repeat::rolled_back},
    {3101, ErrorCode::unavailable, "", Repeat::rolled_back},
    {3572, ErrorCode::unavailable, "", Repeat::rolled_back},
    {3796, ErrorCode::unavailable, kNoMajority, Repeat::rolled_back},
    {3797, ErrorCode::unavailable, kNoMajority, Repeat::rolled_back},
    {3798, ErrorCode::unavailable, kNoMajority, Repeat::rolled_back},
    {3799, ErrorCode::unavailable, kNoMajority, Repeat::rolled_back},
    {8022, ErrorCode::unavailable, "", Repeat::rolled_back},
    {8028, ErrorCode::unavailable, "", Repeat::rolled_back},
    {9007, ErrorCode::unavailable, "", Repeat::rolled_back},
    // no connection was made
    {1040, ErrorCode::unavailable, kConnections, Repeat::rolled_back},
    {1203, ErrorCode::unavailable, kConnections, Repeat::rolled_back},
    {1226, ErrorCode::unavailable, kConnections, Repeat::rolled_back},
    {2002, ErrorCode::unavailable, kReach, Repeat::rolled_back},
    {2003, ErrorCode::unavailable, kReach, Repeat::rolled_back},
    {2005, ErrorCode::unavailable, "check the host's name", Repeat::rolled_back},
    // the connection is gone
    {1053, ErrorCode::unavailable, "the server is shutting down", Repeat::connection_lost},
    {1152, ErrorCode::unavailable, "", Repeat::connection_lost},
    {1158, ErrorCode::unavailable, "", Repeat::connection_lost},
    {1159, ErrorCode::unavailable, "", Repeat::connection_lost},
    {1160, ErrorCode::unavailable, "", Repeat::connection_lost},
    {1161, ErrorCode::unavailable, "", Repeat::connection_lost},
    {1927, ErrorCode::unavailable, "", Repeat::connection_lost},
    {2006, ErrorCode::unavailable, kReach, Repeat::connection_lost},
    {2013, ErrorCode::unavailable, kReach, Repeat::connection_lost},
    {2027, ErrorCode::unavailable, "", Repeat::connection_lost},
    {2055, ErrorCode::unavailable, kReach, Repeat::connection_lost},
    {3169, ErrorCode::unavailable, "", Repeat::connection_lost},
    {4031, ErrorCode::unavailable, "", Repeat::connection_lost},
};

constexpr int kLostConnection = 2013;

constexpr Meaning kUnknown = {0, ErrorCode::internal, "please report this"};

const Meaning& meaning_of(int number) {
  const auto* const found =
      std::find_if(std::begin(kMeanings), std::end(kMeanings),
                   [number](const Meaning& meaning) { return meaning.number == number; });
  return found == std::end(kMeanings) ? kUnknown : *found;
}

}  // namespace

int number_of(const ::sql::SQLException& exception) {
  constexpr std::string_view kBefore = "before completion of TLS handshake";
  constexpr std::string_view kNumber = "cannot be verified: ";
  const std::string_view text = exception.what();
  const std::size_t at = text.find(kNumber);
  int number = exception.getErrorCode();
  if (at != std::string_view::npos && text.find(kBefore) < at) {
    const std::string_view rest = text.substr(at + kNumber.size());
    std::from_chars(rest.data(), rest.data() + rest.size(), number);
  }
  return number;
}

// libmariadb has one number for whatever goes wrong below TLS.
bool was_cut_off(const ::sql::SQLException& exception) {
  if (exception.getErrorCode() != kTlsFailure) return false;
  const std::string_view text = exception.what();
  constexpr std::array<std::string_view, 4> kCutOff = {"unexpected eof", "(104)", "(110)", "(32)"};
  return std::any_of(kCutOff.begin(), kCutOff.end(), [text](std::string_view part) {
    return text.find(part) != std::string_view::npos;
  });
}

std::exception_ptr error_from(const ::sql::SQLException& exception, std::string_view doing,
                              std::string_view server, Circumstances known) {
  const int number = number_of(exception);
  const bool lost = (known.logged_in && number == kTlsFailure) || was_cut_off(exception);
  const Meaning& meaning = meaning_of(lost ? kLostConnection : number);
  const std::string message =
      fmt::format("{}: cannot {}: {} ({})", server, doing, exception.what(), number);
  const std::string hint(meaning.hint);
  if (meaning.repeat == Repeat::never ||
      (meaning.repeat == Repeat::in_a_cluster && !known.clustered)) {
    return std::make_exception_ptr(Error(meaning.code, message, hint, number));
  }
  const Kind kind =
      meaning.repeat == Repeat::connection_lost ? Kind::connection_lost : Kind::rolled_back;
  return std::make_exception_ptr(sql::TransientError(kind, meaning.code, message, hint, number));
}

bool is_unreachable(int number) noexcept {
  return number == 2002 || number == 2003 || number == 2005;
}

bool breaks_connection(int number) noexcept {
  constexpr std::array kReadOnlyOrDead = {1047, 1153, 1290, 1792, 1836,       3100,
                                          3796, 3797, 3798, 3799, kTlsFailure};
  return meaning_of(number).repeat == Repeat::connection_lost ||
         std::find(kReadOnlyOrDead.begin(), kReadOnlyOrDead.end(), number) != kReadOnlyOrDead.end();
}

}  // namespace sessionstore::mysql
