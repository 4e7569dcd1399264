#include <sessionstore/config/configuration.h>

#include <catch2/catch.hpp>

#include "sandbox.h"

using sessionstore::ErrorCode;
using sessionstore::tests::error_of;
using sessionstore::tests::Sandbox;

namespace {

using Settings = std::map<std::string, std::string>;

void write_mysql(const Sandbox& box, const std::string& keys) {
  Sandbox::write(box.users_file(),
                 R"({"sessionProvider": {"type": "mysql", "mysql": {)" + keys + "}}}");
}

const std::string kCompleteFile = R"("host": "h", "database": "d", "username": "u", )";

}  // namespace

TEST_CASE("sqlite gets its own settings and the data directory") {
  const Sandbox box;
  Sandbox::write(box.users_file(), R"({"data": {"directory": "d"}})");
  const auto options = box.load().open_options();
  CHECK(options.data_directory == box.home() / "d");
  CHECK(options.settings ==
        Settings{{"path", (box.home() / "d/sessionstore.db").string()}, {"synchronous", "full"}});
}

TEST_CASE("mysql gets the DSN taken apart") {
  const Sandbox box;
  write_mysql(box, R"("dsn": "u:hunter2@tcp(h:1)/d?timeout=2s&readTimeout=1m&charset=utf8mb4",
                      "maxConnections": 3, "tlsCa": "/ca")");
  CHECK(box.load().open_options().settings == Settings{{"host", "h"},
                                                       {"port", "1"},
                                                       {"username", "u"},
                                                       {"password", "hunter2"},
                                                       {"database", "d"},
                                                       {"dialTimeout", "2000"},
                                                       {"readTimeout", "60000"},
                                                       {"charset", "utf8mb4"},
                                                       {"maxConnections", "3"},
                                                       {"maxIdleConnections", "3"},
                                                       {"connectionTimeout", "30"},
                                                       {"tls", "true"},
                                                       {"tlsCa", "/ca"}});
}

TEST_CASE("a DSN without a password takes it from elsewhere") {
  Sandbox box;
  write_mysql(box, R"("dsn": "u@tcp(h)/d", "passwordCommand": ["echo", "hunter2"])");
  CHECK(box.load().open_options().settings.at("password") == "hunter2");
  box.variables["OPENCODE_MYSQL_PASSWORD"] = "other";
  CHECK(box.load().open_options().settings.at("password") == "other");
  box.variables["OPENCODE_MYSQL_DSN"] = "u:third@tcp(h)/d";
  CHECK(box.load().open_options().settings.at("password") == "third");
}

TEST_CASE("files and commands give the password when the store is opened, not before") {
  const Sandbox box;
  const auto ran = box.root() / "ran";
  write_mysql(
      box, kCompleteFile + R"("passwordCommand": "touch )" + ran.string() + R"(; echo hunter2")");
  const auto configuration = box.load();
  CHECK_FALSE(std::filesystem::exists(ran));
  CHECK(configuration.settings().at("sessionProvider.mysql.passwordCommand").shown() == "***");
  const auto settings = configuration.open_options().settings;
  CHECK(settings.at("password") == "hunter2");
  CHECK_FALSE(settings.contains("passwordCommand"));
  CHECK(std::filesystem::exists(ran));

  write_mysql(box, kCompleteFile + R"("passwordFile": "secret")");
  CHECK(error_of([&] { return box.load().open_options(); }).code() == ErrorCode::invalid_argument);
  Sandbox::write(box.home() / "secret", "from a file\n");
  std::filesystem::permissions(box.home() / "secret", std::filesystem::perms(0600));
  CHECK(box.load().open_options().settings.at("password") == "from a file");
}

TEST_CASE("another provider's command is not run") {
  const Sandbox box;
  const auto ran = box.root() / "ran";
  Sandbox::write(box.users_file(), R"({"sessionProvider": {"mysql": {"passwordCommand": "touch )" +
                                       ran.string() + R"("}}})");
  CHECK(box.load().open_options().settings.contains("path"));
  CHECK_FALSE(std::filesystem::exists(ran));
}
