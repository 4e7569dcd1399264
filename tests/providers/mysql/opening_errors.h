#pragma once

#include <sessionstore/error.h>

#include "test_database.h"

namespace sessionstore::tests {

/// The error that opening a store ends in. Fails the test where anything was made in its stead, or
/// the error tells a password.
Error opening_error(const Settings& settings);

/// The settings with one of them changed.
Settings with(Settings settings, const std::string& key, const std::string& value);

/// What an error is; compared whole so that a failure shows all of it.
struct Refusal {
  ErrorCode code;
  int number;
  std::string cause;   ///< a part of what()
  std::string remedy;  ///< a part of hint()
};
void check(const Error& error, const Refusal& expected);

}  // namespace sessionstore::tests
