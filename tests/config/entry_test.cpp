#include "../../config/src/entry.h"

#include <catch2/catch.hpp>

#include "sandbox.h"

using namespace sessionstore::config;
using sessionstore::ErrorCode;
using sessionstore::tests::contains;
using sessionstore::tests::error_of;
using sessionstore::tests::Sandbox;

namespace {

sessionstore::Error error_in(const std::string& text) {
  const Sandbox box;
  Sandbox::write(box.users_file(), text);
  return error_of([&] { return box.load(); });
}

// The message without the directory, which is another one each time.
std::string message_in(const std::string& text) {
  const auto error = error_in(text);
  CHECK(error.code() == ErrorCode::invalid_argument);
  const std::string message = error.what();
  return message.substr(std::min(message.find(".opencode.json"), message.size()));
}

}  // namespace

TEST_CASE("an unknown key inside sessionProvider is an error with the nearest name") {
  CHECK(
      message_in("{\n  \"sessionProvider\": {\n    \"mysql\": {\"pasword\": \"x\"}\n  }\n}") ==
      ".opencode.json:3:15: sessionProvider.mysql.pasword: unknown key; did you mean 'password'?");
  CHECK(message_in(R"({"sessionProvider": {"typ": "mysql"}})") ==
        ".opencode.json:1:22: sessionProvider.typ: unknown key; did you mean 'type'?");
  CHECK(message_in(R"({"sessionProvider": {"sqlite": {"Path": "x"}}})") ==
        ".opencode.json:1:33: sessionProvider.sqlite.Path: unknown key; did you mean 'path'?");
  CHECK(contains(message_in(R"({"sessionProvider": {"database": "x"}})"),
                 "did you mean 'sessionProvider.mysql.database'?"));
  CHECK(message_in(R"({"sessionProvider": {"qqqqqqqqqqqq": 1}})") ==
        ".opencode.json:1:22: sessionProvider.qqqqqqqqqqqq: unknown key");
  CHECK(contains(message_in(R"({"sessionProvider": {"mysql.host": "x"}})"), "unknown key"));
  CHECK(contains(error_in(R"({"sessionProvider": {"zzzzzzz": 1}})").hint(), "author, machine"));
}

TEST_CASE("keys of other programs are left alone outside sessionProvider") {
  const Sandbox box;
  Sandbox::write(box.users_file(),
                 R"({"$schema": "x", "providers": {"a": null}, "agents": [], "a": 1, "a": 2,
                     "data": {"other": 1, "other": 2}, "": 0, "host": "x"})");
  CHECK(box.load().provider() == "sqlite");
}

TEST_CASE("a misspelt sessionProvider is not taken for another program's key") {
  CHECK(contains(
      message_in(R"({"sessionprovider": {"type": "mysql"}})"),
      ".opencode.json:1:2: sessionprovider: unknown key; did you mean 'sessionProvider'?"));
  CHECK(contains(message_in(R"({"session_provider": {}})"), "did you mean 'sessionProvider'?"));
  CHECK(contains(message_in(R"({"Data": {}})"), "did you mean 'data'?"));
  CHECK(contains(message_in(R"({"data": {"Directory": "x"}})"), "did you mean 'directory'?"));
}

TEST_CASE("a key that stands twice is an error") {
  CHECK(message_in("{\"sessionProvider\": {\"type\": \"mysql\",\n\"type\": \"sqlite\"}}") ==
        ".opencode.json:2:1: sessionProvider.type: stands here a second time (first in line 1)");
  CHECK(contains(message_in(R"({"sessionProvider": {}, "sessionProvider": {}})"),
                 ":1:25: sessionProvider: stands here a second time"));
  CHECK(contains(message_in(R"({"sessionProvider": {"mysql": {"host": "a", "host": "a"}}})"),
                 "sessionProvider.mysql.host: stands here a second time"));
  CHECK(contains(message_in(R"({"data": {"directory": "a", "directory": "b"}})"),
                 "data.directory: stands here a second time"));
}

TEST_CASE("sections must be objects") {
  CHECK(message_in(R"({"sessionProvider": "mysql"})") ==
        ".opencode.json:1:21: sessionProvider: must be an object, not a string");
  CHECK(contains(message_in(R"({"sessionProvider": {"mysql": null}})"),
                 "sessionProvider.mysql: must be an object, not null"));
  CHECK(contains(message_in(R"({"data": []})"), "data: must be an object, not an array"));
}

TEST_CASE("a third party's section is passed on where its provider is asked for") {
  Sandbox box;
  const std::string section =
      R"("acme": {"bucket": "b", "size": 12345678901234567890123, "on": true})";
  Sandbox::write(box.users_file(), R"({"sessionProvider": {"type": "acme", )" + section + "}}");
  const auto settings = box.load().open_options().settings;
  CHECK(settings == std::map<std::string, std::string>{
                        {"bucket", "b"}, {"size", "12345678901234567890123"}, {"on", "true"}});

  box.overrides.provider = "sqlite";
  CHECK(box.load().provider() == "sqlite");

  Sandbox::write(box.users_file(), "{\"sessionProvider\": {" + section + "}}");
  CHECK(contains(error_of([&] { return box.load(); }).what(), "sessionProvider.acme: unknown key"));
  box.overrides.provider = "acme";
  CHECK(box.load().open_options().settings.at("bucket") == "b");
}

TEST_CASE("a third party's section holds scalars only") {
  const auto in_section = [](const std::string& section) {
    return message_in(R"({"sessionProvider": {"type": "acme", "acme": )" + section + "}}");
  };
  CHECK(contains(in_section("1"), "sessionProvider.acme: must be an object, not a number"));
  CHECK(contains(in_section(R"({"a": []})"),
                 "sessionProvider.acme.a: must be a string, a number or"));
  CHECK(contains(in_section(R"({"a": null})"), "not null"));
  CHECK(
      contains(in_section(R"({"a": 1, "a": 2})"), "sessionProvider.acme.a: stands here a second"));
}
