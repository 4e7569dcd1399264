#pragma once

#include <sessionstore/error.h>

#include <exception>

#include "context.h"
#include "render/json_writer.h"

namespace sessionstore::cli {

/// The error without the passwords that the user gave, and those of addresses: the last gate before
/// people and scripts, for whatever quotes an argument.
Error without_secrets(const Context& context, const Error& error);

/// `{code, message, hint, retryable}`, without secrets.
Json error_json(const Context& context, const Error& error);

/// Tells people, on standard error, what went wrong and what to do.
void print_error(const Context& context, const Error& error);

/// Reports any exception in the form that was asked for and gives the program's exit code.
int report_failure(const Context& context, const std::exception& failure);

}  // namespace sessionstore::cli
