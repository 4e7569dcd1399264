// What a user meets where the server cannot be reached, or does not let them in.
#include <catch2/catch.hpp>
#include <chrono>
#include <optional>
#include <thread>

#include "opening_errors.h"
#include "relay.h"
#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

using std::chrono::milliseconds;

template <typename Call>
milliseconds time_of(const Call& call) {
  const auto begin = std::chrono::steady_clock::now();
  call();
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begin);
}

// Nothing listens there, and who may is somebody else.
const Settings kNowhere = {{"host", "127.0.0.1"},
                           {"port", "1"},
                           {"username", "alice"},
                           {"password", TestAccount::kPassword},
                           {"database", "team"}};

}  // namespace

TEST_CASE("a missing or unknown setting is named") {
  const auto refused = [](const std::string& key) {
    Settings settings = kNowhere;
    settings.erase(key);
    return opening_error(settings);
  };
  check(refused("host"),
        {ErrorCode::invalid_argument, 0, "host is missing", "USER@tcp(HOST:PORT)/DATABASE"});
  check(refused("database"),
        {ErrorCode::invalid_argument, 0, "database is missing", "USER@tcp(HOST:PORT)/DATABASE"});
  check(refused("username"),
        {ErrorCode::invalid_argument, 0, "username is missing", "USER@tcp(HOST:PORT)/DATABASE"});
  check(opening_error(with(kNowhere, "pasword", "x")),
        {ErrorCode::invalid_argument, 0, "no setting 'pasword'", "password"});
}

TEST_CASE("a server that is down is said at once, with its address") {
  const milliseconds time = time_of([] {
    check(opening_error(kNowhere), {ErrorCode::unavailable, 2002,
                                    "127.0.0.1:1: cannot connect to database 'team' as 'alice'",
                                    "is the server running, and its port open?"});
  });
  CHECK(time < milliseconds(2000));
  Settings socket = kNowhere;
  socket["socket"] = "/no/such.sock";
  check(opening_error(socket), {ErrorCode::unavailable, 2002, "/no/such.sock", "running"});
}

TEST_CASE("a name that does not resolve is not asked for again and again") {
  const milliseconds time = time_of([] {
    check(opening_error(with(kNowhere, "host", "no-such-host.invalid")),
          {ErrorCode::unavailable, 2005, "no-such-host.invalid", "check the host's name"});
  });
  CHECK(time < milliseconds(10'000));
}

TEST_CASE("a server that does not answer is waited for as long as connectionTimeout says") {
  const SilentPort silent(GENERATE(SilentPort::Silence::says_nothing,  //
                                   SilentPort::Silence::drops_packets));
  Settings settings = with(kNowhere, "port", silent.port());
  settings["connectionTimeout"] = "1";
  const Refusal expected = {ErrorCode::unavailable, silent.error(), "127.0.0.1:" + silent.port(),
                            "is the server running, and its port open?"};
  const auto require_brief = [](milliseconds time) {
    CHECK(time >= milliseconds(900));
    CHECK(time < milliseconds(3000));
  };
  SECTION("by a store") {
    require_brief(time_of([&] { check(opening_error(settings), expected); }));
  }
  SECTION("by migrations") {
    OpenOptions options;
    options.settings = settings;
    require_brief(time_of([&] {
      check(error_of([&] { static_cast<void>(mysql::make_provider()->open_schema(options)); }),
            expected);
    }));
  }
  SECTION("but dialTimeout may be shorter") {
    settings["connectionTimeout"] = "30";
    settings["dialTimeout"] = "1000";
    require_brief(time_of([&] { check(opening_error(settings), expected); }));
  }
}

TEST_CASE("a wrong user, password or database is refused by its name") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const TestAccount account(database, "SELECT");
  // Else MySQL would ask for the password itself, and for one of another method where there is no
  // such user, to hide that.
  Settings settings = with(account.settings(), "tls", "true");
  settings["tlsCa"] = database.server().facts.at("ca");
  check(opening_error(with(settings, "password", "wr0ng")),
        {ErrorCode::permission_denied, 1045, "'" + settings.at("username") + "'",
         "check the user's name and password"});
  check(opening_error(with(settings, "username", "nobody")),
        {ErrorCode::permission_denied, 1045, "as 'nobody'", "check the user's name and password"});
  check(opening_error(with(settings, "database", "no_such_one")),
        {ErrorCode::permission_denied, 1044, "'no_such_one'", "docs/team-mysql.md"});
  check(opening_error(with(database.settings(), "database", "no_such_one")),
        {ErrorCode::not_found, 1049, "Unknown database 'no_such_one'", "CREATE DATABASE"});
}

TEST_CASE("an account that may not be used now is told why") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const bool mariadb = mysql::is_mariadb(database.server().facts.at("version"));
  SECTION("locked") {
    const TestAccount account(database, "SELECT", "ACCOUNT LOCK");
    check(opening_error(account.settings()),
          {ErrorCode::permission_denied, mariadb ? 4151 : 3118, "locked", "administrator"});
  }
  SECTION("with a password that has expired") {
    const TestAccount account(database, "SELECT", "PASSWORD EXPIRE");
    check(opening_error(account.settings()), {ErrorCode::permission_denied, mariadb ? 1820 : 1862,
                                              account.settings().at("username"), "set a new one"});
  }
}

TEST_CASE("an account that has as many connections as it may have waits for one to end") {
  const TestDatabase database(GENERATE(from_range(servers())));
  open_mysql(database.settings());
  const TestAccount account(database, "SELECT", "WITH MAX_USER_CONNECTIONS 1");
  std::optional<mysql::MysqlConnection> only(
      std::in_place, mysql::parse_settings(account.settings()), milliseconds(1000));
  SECTION("in vain") {
    const milliseconds time = time_of([&] {
      check(opening_error(with(account.settings(), "connectionTimeout", "1")),
            {ErrorCode::unavailable, 1226, "max_user_connections", "lower maxConnections"});
    });
    CHECK(time >= milliseconds(800));
    CHECK(time < milliseconds(3000));
  }
  SECTION("with success") {
    std::thread ends([&] {
      std::this_thread::sleep_for(milliseconds(300));  // the other one is refused meanwhile
      only.reset();
    });
    OpenOptions options;
    options.settings = account.settings();
    if (GENERATE(false, true)) {
      CHECK_NOTHROW(mysql::make_provider()->open(options));
    } else {
      CHECK_NOTHROW(mysql::make_provider()->open_schema(options));
    }
    ends.join();
  }
}

TEST_CASE("a server without a free connection says so") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const TestAccount account(database, "ALL");
  const GlobalSetting few(database.server(), "max_connections", "10");
  std::vector<std::unique_ptr<mysql::MysqlConnection>> all;
  Settings settings = account.settings();
  settings["connectionTimeout"] = "1";
  const Error error = error_of([&] {
    for (int i = 0; i < 20; ++i) {
      all.push_back(std::make_unique<mysql::MysqlConnection>(mysql::parse_settings(settings),
                                                             milliseconds(1000)));
    }
  });
  check(error, {ErrorCode::unavailable, 1040, "Too many connections", "max_connections"});
}

}  // namespace sessionstore::tests
