#include "exit_code.h"

#include <catch2/catch.hpp>

using namespace sessionstore;

TEST_CASE("each error code has the exit code that scripts rely on") {
  CHECK(cli::exit_code(ErrorCode::not_found) == 10);
  CHECK(cli::exit_code(ErrorCode::already_exists) == 1);
  CHECK(cli::exit_code(ErrorCode::constraint) == 1);
  CHECK(cli::exit_code(ErrorCode::conflict) == 1);
  CHECK(cli::exit_code(ErrorCode::timeout) == 7);
  CHECK(cli::exit_code(ErrorCode::unavailable) == 7);
  CHECK(cli::exit_code(ErrorCode::permission_denied) == 4);
  CHECK(cli::exit_code(ErrorCode::invalid_argument) == 2);
  CHECK(cli::exit_code(ErrorCode::unsupported) == 2);
  CHECK(cli::exit_code(ErrorCode::version_mismatch) == 6);
  CHECK(cli::exit_code(ErrorCode::corrupt) == 5);
  CHECK(cli::exit_code(ErrorCode::interrupted) == 130);
  CHECK(cli::exit_code(ErrorCode::internal) == 1);
}
