#pragma once

#include <sessionstore/error.h>

#include <catch2/catch.hpp>
#include <stdexcept>

namespace sessionstore::tests {

/// The error that `call` throws; fails the test where it throws none.
template <typename Call>
Error error_of(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error was thrown");
  throw std::logic_error("not reached");
}

}  // namespace sessionstore::tests
