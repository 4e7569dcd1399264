#pragma once

#include <cppconn/exception.h>

#include <exception>
#include <string_view>

namespace sessionstore::mysql {

/// The client library's number for whatever fails of TLS, at any time of a connection.
inline constexpr int kTlsFailure = 2026;

/// The error's number: the server's own, where libmariadb tells it in words alone because it came
/// before TLS was there, as "too many connections" does.
int number_of(const ::sql::SQLException& exception);

/// What is known of the connection whose error is told.
struct Circumstances {
  /// An error of TLS is a lost connection from then on, and before that where it says so.
  bool logged_in = false;
  /// The server is one of a cluster: one that refuses to write makes room for another one that
  /// will.
  bool clustered = false;
};

/// What the driver threw, as this library's own: sql::TransientError where the transaction may be
/// run again, else Error. `doing` and `server` are for the message.
std::exception_ptr error_from(const ::sql::SQLException& exception, std::string_view doing,
                              std::string_view server, Circumstances known = {});

/// Whether a handshake of TLS was cut off, in place of being refused by one side.
bool was_cut_off(const ::sql::SQLException& exception);

/// Whether nothing has answered at the address.
bool is_unreachable(int number) noexcept;

/// Whether the connection is of no use after an error of that number: it is gone, or leads to a
/// server that will not take writes any more.
bool breaks_connection(int number) noexcept;

}  // namespace sessionstore::mysql
