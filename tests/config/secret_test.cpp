#include "../../config/src/secret.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "sandbox.h"

using namespace sessionstore::config;
using sessionstore::ErrorCode;
using sessionstore::tests::contains;
using sessionstore::tests::error_of;
using sessionstore::tests::Sandbox;

namespace {

std::filesystem::path file_with(const Sandbox& box, const std::string& text, unsigned mode = 0600) {
  const auto path = box.root() / "secret";
  Sandbox::write(path, text);
  std::filesystem::permissions(path, std::filesystem::perms(mode));
  return path;
}

}  // namespace

TEST_CASE("the first line of a file is the password") {
  const Sandbox box;
  CHECK(password_from_file(file_with(box, "hunter2\nnot this\n")) == "hunter2");
  CHECK(password_from_file(file_with(box, "hunter2")) == "hunter2");
  CHECK(password_from_file(file_with(box, " a b \r\n")) == " a b ");
  CHECK(password_from_file(file_with(box, "group", 0640)) == "group");
}

TEST_CASE("a file that everybody may read is refused") {
  const Sandbox box;
  const auto path = file_with(box, "hunter2", 0604);
  const auto error = error_of([&] { return password_from_file(path); });
  CHECK(error.code() == ErrorCode::permission_denied);
  CHECK(error.hint() == "chmod o-r " + path.string());
  CHECK_FALSE(contains(error.what(), "hunter2"));
}

TEST_CASE("what is no file with a line is refused") {
  const Sandbox box;
  const auto code = [](const std::filesystem::path& path) {
    return error_of([&] { return password_from_file(path); }).code();
  };
  CHECK(code(box.root() / "none") == ErrorCode::invalid_argument);
  CHECK(code(box.home()) == ErrorCode::invalid_argument);
  CHECK(code(file_with(box, "")) == ErrorCode::invalid_argument);
  CHECK(code(file_with(box, "\nsecond")) == ErrorCode::invalid_argument);
  const auto pipe = box.root() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(code(pipe) == ErrorCode::invalid_argument);
}

TEST_CASE("settings of a third party are masked by their name") {
  for (const char* name : {"password", "apiToken", "ACCESS_KEY", "clientSecret", "url"}) {
    CHECK(looks_secret(name));
  }
  for (const char* name : {"host", "port", "bucket", "region"}) CHECK_FALSE(looks_secret(name));
}
