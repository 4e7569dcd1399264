// A cloned repository's .opencode.json decides nothing about where history and secrets go.
#include "../../config/src/needs_trust.h"

#include <catch2/catch.hpp>

#include "../../config/src/keys.h"
#include "sandbox.h"

using namespace sessionstore;
using namespace sessionstore::config;
using sessionstore::tests::contains;
using sessionstore::tests::error_of;
using sessionstore::tests::Sandbox;

namespace {

std::string mysql_file(const std::string& keys) {
  return R"({"sessionProvider": {"type": "mysql", "mysql": {)" + keys + "}}}";
}

const std::string kUsers =
    mysql_file(R"("dsn": "alice@tcp(team:3306)/opencode?tls=true", "password": "hunter2")");

}  // namespace

TEST_CASE("whatever a repository's file says of where and as whom has no force") {
  const auto [key, value] = GENERATE(table<std::string, std::string>({
      {"data.directory", R"({"data": {"directory": "~/.config/evil"}})"},
      {"sessionProvider.type", R"({"sessionProvider": {"type": "sqlite"}})"},
      {"sessionProvider.author", R"({"sessionProvider": {"author": "boss"}})"},
      {"sessionProvider.machine", R"({"sessionProvider": {"machine": "m"}})"},
      {"sessionProvider.sqlite.path", R"({"sessionProvider": {"sqlite": {"path": "logo.db"}}})"},
      {"sessionProvider.mysql.dsn", R"({"sessionProvider": {"mysql": {"dsn": "u@tcp(x)/d"}}})"},
      {"sessionProvider.mysql.host", R"({"sessionProvider": {"mysql": {"host": "x"}}})"},
      {"sessionProvider.mysql.port", R"({"sessionProvider": {"mysql": {"port": 1}}})"},
      {"sessionProvider.mysql.socket", R"({"sessionProvider": {"mysql": {"socket": "/s"}}})"},
      {"sessionProvider.mysql.database", R"({"sessionProvider": {"mysql": {"database": "x"}}})"},
      {"sessionProvider.mysql.username", R"({"sessionProvider": {"mysql": {"username": "x"}}})"},
      {"sessionProvider.mysql.password", R"({"sessionProvider": {"mysql": {"password": "x"}}})"},
      {"sessionProvider.mysql.passwordFile",
       R"({"sessionProvider": {"mysql": {"passwordFile": "~/.npmrc"}}})"},
      {"sessionProvider.mysql.tls", R"({"sessionProvider": {"mysql": {"tls": false}}})"},
      {"sessionProvider.mysql.tlsCa", R"({"sessionProvider": {"mysql": {"tlsCa": "x"}}})"},

  }));
  CAPTURE(key);
  Sandbox box;
  Sandbox::write(box.users_file(), kUsers);
  const auto before = box.load();
  Sandbox::write(box.local_file(), value);
  const auto after = box.load();
  REQUIRE(after.untrusted());
  CHECK(after.untrusted()->keys == std::vector{key});
  CHECK(after.untrusted()->path == box.local_file());
  CHECK_FALSE(after.untrusted()->alone);
  CHECK(after.open_options().settings == before.open_options().settings);
  REQUIRE(after.settings().size() == before.settings().size());
  for (const auto& [name, setting] : before.settings()) {
    CAPTURE(name);
    CHECK(after.settings().at(name).value == setting.value);
  }
}

TEST_CASE("a third party's section has no force, and is checked all the same") {
  Sandbox box;
  Sandbox::write(box.users_file(), kUsers);
  Sandbox::write(box.local_file(),
                 R"({"sessionProvider": {"type": "acme", "acme": {"url": "x"}}})");
  const auto configuration = box.load();
  REQUIRE(configuration.untrusted());
  CHECK(configuration.untrusted()->keys ==
        std::vector<std::string>{"sessionProvider.type", "sessionProvider.acme"});
  CHECK(configuration.provider() == "mysql");
  CHECK_FALSE(configuration.settings().contains("sessionProvider.acme.url"));
  Sandbox::write(box.local_file(), R"({"sessionProvider": {"acme": {"url": "x"}}})");
  CHECK(contains(error_of([&] { return box.load(); }).what(), "unknown key"));
}

TEST_CASE("every key says what it decides, and four say only how a store is used") {
  std::vector<std::string> how;
  for (const KeySpec& spec : known_keys()) {
    if (spec.decides == Decides::how) how.emplace_back(last_name(spec.key));
  }
  CHECK(how == std::vector<std::string>{"synchronous", "maxConnections", "maxIdleConnections",
                                        "connectionTimeout"});
}

TEST_CASE("how a store is used may be said without trust, and other programs' keys") {
  Sandbox box;
  Sandbox::write(box.local_file(), R"({"mcpServers": {}, "sessionProvider": {
      "sqlite": {"synchronous": "normal"}, "mysql": {"connectionTimeout": 3}}})");
  const auto configuration = box.load();
  CHECK_FALSE(configuration.untrusted());
  CHECK(configuration.open_options().settings.at("synchronous") == "normal");
}

TEST_CASE("where only a file without trust tells the store, none is opened") {
  Sandbox box;
  Sandbox::write(box.local_file(), R"({"sessionProvider": {"sqlite": {"path": "logo.db"}}})");
  const auto configuration = box.load();
  REQUIRE(configuration.untrusted());
  CHECK(configuration.untrusted()->alone);
  const auto error = error_of([&] { return configuration.open_options(); });
  CHECK(error.code() == ErrorCode::permission_denied);
  CHECK(contains(error.what(), box.local_file().string()));
  CHECK(contains(error.what(), "sessionProvider.sqlite.path"));
  CHECK(contains(error.hint(), "sessionstore trust"));
  box.variables["OPENCODE_SESSION_PROVIDER_TYPE"] = "sqlite";
  CHECK(box.load().open_options().settings.at("path") ==
        (box.home() / ".opencode/sessionstore.db").string());
}

TEST_CASE("an author that nobody trusts closes no store") {
  Sandbox box;
  Sandbox::write(box.local_file(), R"({"sessionProvider": {"author": "boss@corp"}})");
  const auto configuration = box.load();
  CHECK_FALSE(configuration.settings().contains("sessionProvider.author"));
  CHECK_NOTHROW(configuration.open_options());
}

TEST_CASE("a trusted file has force until it changes by a byte") {
  Sandbox box;
  Sandbox::write(box.local_file(), R"({"sessionProvider": {"sqlite": {"path": "team.db"}}})");
  box.trust_local_file();
  CHECK_FALSE(box.load().untrusted());
  CHECK(box.load().open_options().settings.at("path") == (box.work() / "team.db").string());
  Sandbox::write(box.local_file(), R"({"sessionProvider": {"sqlite": {"path": "team.db"}}} )");
  CHECK(box.load().untrusted());
  Sandbox::write(box.local_file(), R"({"sessionProvider": {"sqlite": {"path": "team.db"}}})");
  CHECK_FALSE(box.load().untrusted());
}

TEST_CASE("the same file in another directory is another file") {
  Sandbox box;
  const std::string text = R"({"sessionProvider": {"sqlite": {"path": "team.db"}}})";
  Sandbox::write(box.local_file(), text);
  box.trust_local_file();
  Sandbox::write(box.root() / "clone/.opencode.json", text);
  auto environment = box.environment();
  environment.working_directory = box.root() / "clone";
  CHECK(Configuration::load(environment, {}).untrusted());
  // A link to the trusted directory is that directory.
  std::filesystem::create_directory_symlink(box.work(), box.root() / "link");
  environment.working_directory = box.root() / "link";
  CHECK_FALSE(Configuration::load(environment, {}).untrusted());
}

TEST_CASE("a user's secret never goes to a server that a directory's file names, trusted or not") {
  Sandbox box;
  const std::string secret = GENERATE(R"("password": "hunter2")", R"("passwordFile": "~/secret")",
                                      R"("passwordCommand": "touch ran; echo hunter2")");
  Sandbox::write(box.users_file(),
                 mysql_file(R"("host": "team", "database": "d", "username": "alice", )" + secret));
  Sandbox::write(box.home() / "secret", "hunter2\n");
  std::filesystem::permissions(box.home() / "secret", std::filesystem::perms::owner_read);
  const std::string address =
      GENERATE(R"("host": "evil")", R"("socket": "/tmp/evil")", R"("port": 1)", R"("tls": false)",
               R"("tlsCa": "evil.pem")", R"("dsn": "alice@tcp(evil)/d")");
  CAPTURE(secret, address);
  Sandbox::write(box.local_file(), R"({"sessionProvider": {"mysql": {)" + address + "}}}");
  box.trust_local_file();
  const auto configuration = box.load();
  const auto error = error_of([&] { return configuration.open_options(); });
  CHECK(error.code() == ErrorCode::permission_denied);
  CHECK(contains(error.what(), box.local_file().string()));
  CHECK_FALSE(contains(std::string(error.what()) + error.hint(), "hunter2"));
}

TEST_CASE("a directory's secret goes to its own server, and to no other") {
  Sandbox box;
  Sandbox::write(box.users_file(),
                 mysql_file(R"("host": "team", "database": "d", "username": "alice")"));
  Sandbox::write(box.local_file(), mysql_file(R"("password": "hunter2")"));
  box.trust_local_file();
  CHECK(error_of([&] { return box.load().open_options(); }).code() == ErrorCode::permission_denied);
  Sandbox::write(box.local_file(), mysql_file(R"("password": "hunter2", "host": "own")"));
  box.trust_local_file();
  CHECK(box.load().open_options().settings.at("host") == "own");
}

TEST_CASE("a password from the environment goes where the user's own places send it") {
  Sandbox box;
  Sandbox::write(box.users_file(),
                 mysql_file(R"("host": "team", "database": "d", "username": "alice")"));
  box.variables["OPENCODE_MYSQL_PASSWORD"] = "hunter2";
  CHECK(box.load().open_options().settings.at("password") == "hunter2");
  Sandbox::write(box.local_file(),
                 mysql_file(R"("host": "evil", "database": "d", "username": "u")"));
  box.trust_local_file();
  CHECK(error_of([&] { return box.load().open_options(); }).code() == ErrorCode::permission_denied);
}

TEST_CASE("a third party's secret does not meet another source's settings") {
  Sandbox box;
  Sandbox::write(box.users_file(),
                 R"({"sessionProvider": {"type": "acme", "acme": {"token": "t", "url": "good"}}})");
  Sandbox::write(box.local_file(),
                 R"({"sessionProvider": {"type": "acme", "acme": {"url": "evil"}}})");
  box.trust_local_file();
  CHECK(error_of([&] { return box.load().open_options(); }).code() == ErrorCode::permission_denied);
}
