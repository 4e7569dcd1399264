#pragma once

#include <cppconn/exception.h>

#include <exception>
#include <string_view>

namespace sessionstore::mysql {

/// The client library's number for whatever fails of TLS, at any time of a connection.
inline constexpr int kTlsFailure = 2026;

/// What the driver threw, as this library's own: sql::TransientError where the transaction may be
/// run again, else Error. `doing` and `server` are for the message. An error of TLS is a lost
/// connection once `logged_in`, and before that where it says so.
std::exception_ptr error_from(const ::sql::SQLException& exception, std::string_view doing,
                              std::string_view server, bool logged_in = false);

/// Whether a handshake of TLS was cut off, in place of being refused by one side.
bool was_cut_off(const ::sql::SQLException& exception);

/// Whether the server, or the account, has as many connections as it may have.
bool is_full(int number) noexcept;

/// Whether the connection is of no use after an error of that number: it is gone, or leads to a
/// server that will not take writes any more.
bool breaks_connection(int number) noexcept;

}  // namespace sessionstore::mysql
