#include "../../config/src/key_value.h"

#include <catch2/catch.hpp>

#include "sandbox.h"

using namespace sessionstore::config;
using sessionstore::ErrorCode;
using sessionstore::tests::contains;
using sessionstore::tests::error_of;

namespace {

std::string value(std::string_view key, const std::string& json) {
  const SourceFile file{"/conf/x.json", "{\"k\": " + json + "}"};
  const Node root = parse_positioned(file);
  return value_of(file, *find_key(key), root.members.at(0).value, "/home/a");
}

std::string refusal(std::string_view key, const std::string& json) {
  const auto error = error_of([&] { return value(key, json); });
  CHECK(error.code() == ErrorCode::invalid_argument);
  const std::string start = "/conf/x.json:1:7: " + std::string(key) + ": ";
  const std::string message = error.what();
  CHECK(message.substr(0, start.size()) == start);
  return message.substr(std::min(start.size(), message.size()));
}

}  // namespace

TEST_CASE("paths are resolved against home and the file that holds them") {
  CHECK(value(kDirectory, R"("/abs/./x")") == "/abs/x");
  CHECK(value(kDirectory, R"("rel/../x")") == "/conf/x");
  CHECK(value(kDirectory, R"("~")") == "/home/a/");
  CHECK(value(kDirectory, R"("~/x")") == "/home/a/x");
  CHECK(value(kDirectory, R"("./~x")") == "/conf/~x");
  CHECK(value(kSqlitePath, R"(":memory:")") == ":memory:");
  CHECK(refusal(kDirectory, R"("~bob/x")") == "names another user's home directory");
  CHECK(refusal(kDirectory, R"("")") == "must not be empty");
  CHECK(refusal(kDirectory, R"("a\u0000b")") == "must not contain a NUL");
  CHECK(contains(error_of([] { return resolve_path("~/x", "/conf", ""); }).what(),
                 "there is no home directory"));
}

TEST_CASE("whole numbers have a range") {
  CHECK(value(kPort, "3306") == "3306");
  CHECK(value(kPort, "33060e-1") == "3306");
  CHECK(value(kPort, "65535.0") == "65535");
  CHECK(value(kMaxIdle, "0") == "0");
  CHECK(refusal(kPort, "0") == "must be a whole number from 1 to 65535, is 0");
  CHECK(refusal(kPort, "-1") == "must be a whole number from 1 to 65535, is -1");
  CHECK(refusal(kPort, "65536") == "must be a whole number from 1 to 65535, is 65536");
  CHECK(refusal(kPort, "3306.5") == "must be a whole number from 1 to 65535, is 3306.5");
  CHECK(contains(refusal(kPort, "99999999999999999999999"), "must be a whole number"));
  CHECK(refusal(kPort, R"("3306")") == "must be a whole number, not a string");
  CHECK(refusal(kPort, "true") == "must be a whole number, not a boolean");
  CHECK(refusal(kMaxConnections, "0") == "must be a whole number from 1 to 1000, is 0");
}

TEST_CASE("choices") {
  CHECK(value(kTls, "true") == "true");
  CHECK(value(kTls, R"("skip-verify")") == "skip-verify");
  CHECK(refusal(kTls, R"("yes")") == "must be one of: true, false, skip-verify, preferred");
  CHECK(refusal(kTls, "1") == "must be a string, not a number");
  CHECK(value("sessionProvider.sqlite.synchronous", R"("normal")") == "normal");
  CHECK(refusal("sessionProvider.sqlite.synchronous", "true") == "must be a string, not a boolean");
  CHECK(refusal("sessionProvider.sqlite.synchronous", R"("off")") ==
        "must be one of: full, normal");
}

TEST_CASE("provider names") {
  CHECK(value(kType, R"("acme-2")") == "acme-2");
  for (const char* name : {R"("MySQL")", R"("a_b")", R"("a b")"}) {
    CHECK(contains(refusal(kType, name), "is no provider's name"));
  }
  CHECK(refusal(kType, R"("")") == "must not be empty");
  CHECK(refusal(kType, "null") == "must be a string, not null");
}

TEST_CASE("secrets") {
  CHECK(value(kPassword, R"("")").empty());
  CHECK(value(kPassword, R"("\u00e9\"")") == "\xC3\xA9\"");
  CHECK(refusal(kPassword, "12345") == "must be a string, not a number");
  CHECK(value(kPasswordCommand, R"("pass x | head")") == R"(["/bin/sh","-c","pass x | head"])");
  CHECK(value(kPasswordCommand, R"(["pass", "", "x"])") == R"(["pass","","x"])");
  CHECK(refusal(kPasswordCommand, "[]") == "must not be empty");
  CHECK(refusal(kPasswordCommand, R"([""])") == "must not be empty");
  CHECK(contains(refusal(kPasswordCommand, "{}"), "must be a string or an array of strings"));
  CHECK(contains(refusal(kPasswordCommand, R"(["a", 1])"), "must be a string"));
  CHECK(refusal(kDsn, R"("u:hunter2@h/d")") ==
        "the DSN must say tcp(host:port) or unix(/path) between the last @ and the last /");
}
