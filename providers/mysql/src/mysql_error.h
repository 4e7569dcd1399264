#pragma once

#include <cppconn/exception.h>

#include <exception>
#include <string_view>

namespace sessionstore::mysql {

/// What the driver threw, as this library's own: sql::TransientError where the transaction may be
/// run again, else Error. `doing` and `server` are for the message.
std::exception_ptr error_from(const ::sql::SQLException& exception, std::string_view doing,
                              std::string_view server);

/// Whether the server, or the account, has as many connections as it may have.
bool is_full(int number) noexcept;

/// Whether the connection is of no use after an error of that number: it is gone, or leads to a
/// server that will not take writes any more.
bool breaks_connection(int number) noexcept;

}  // namespace sessionstore::mysql
