#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "../../config/src/secret.h"
#include "sandbox.h"

using namespace sessionstore::config;
using namespace std::chrono_literals;
using sessionstore::ErrorCode;
using sessionstore::tests::contains;
using sessionstore::tests::error_of;
using sessionstore::tests::Sandbox;

namespace {

std::string run(const std::string& script, std::chrono::milliseconds limit = 10s) {
  return password_from_command({"/bin/sh", "-c", script}, limit);
}

std::string failure(const std::string& script) {
  const auto error = error_of([&] { return run(script); });
  CHECK(error.code() == ErrorCode::invalid_argument);
  return error.what();
}

}  // namespace

TEST_CASE("the first line that a command prints is the password") {
  CHECK(run("echo hunter2; echo other") == "hunter2");
  CHECK(run("printf 'a b\\r\\n'") == "a b");
  CHECK(run("printf late; sleep 0.1; printf r") == "later");
  CHECK(password_from_command({"printf", "%s", "$HOME"}, 10s) == "$HOME");
  CHECK(run("cat; echo eof") == "eof");
}

TEST_CASE("a command may print more than a pipe holds") {
  CHECK(run("echo hunter2; head -c 1000000 /dev/zero") == "hunter2");
}

TEST_CASE("a command that fails names its exit code and never its output") {
  const std::string message = failure("echo hunter2; exit 7");
  CHECK(contains(message, "failed with exit code 7"));
  CHECK_FALSE(contains(message, "hunter2"));
  CHECK(contains(failure("kill -9 $$"), "was ended by signal 9"));
  CHECK(contains(failure("true"), "printed no password"));
  CHECK(contains(failure("echo; echo x"), "printed no password"));
  const auto missing = error_of([] { return password_from_command({"/nowhere/at/all"}, 10s); });
  CHECK(missing.code() == ErrorCode::invalid_argument);
  CHECK(contains(missing.what(), "cannot be run"));
}

TEST_CASE("a command that does not end is killed with all that it started") {
  const Sandbox box;
  const std::string mark = (box.root() / "survived").string();
  const auto start = std::chrono::steady_clock::now();
  const auto error =
      error_of([&] { return run("(sleep 1; touch " + mark + ") & echo hunter2; wait", 200ms); });
  CHECK(error.code() == ErrorCode::timeout);
  CHECK_FALSE(contains(error.what(), "hunter2"));
  CHECK(std::chrono::steady_clock::now() - start < 900ms);
  std::this_thread::sleep_for(1500ms);
  CHECK_FALSE(std::filesystem::exists(mark));
}

TEST_CASE("what a command leaves behind does not hold the caller up") {
  const auto start = std::chrono::steady_clock::now();
  CHECK(run("sleep 3 & echo hunter2") == "hunter2");
  CHECK(std::chrono::steady_clock::now() - start < 2s);
}
