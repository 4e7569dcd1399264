// Every form of address that a DSN knows, with real servers behind it.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "opening_errors.h"

namespace sessionstore::tests {

TEST_CASE("every form of address reaches the server") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const auto& facts = database.server().facts;
  const std::string tcp = "root@tcp({}:{})/{}";
  const std::string url = "mysql://root@{}:{}/{}";
  const std::string form = GENERATE_COPY(tcp, url);
  // The servers listen on IPv4 only; a mapped address of IPv6 leads there.
  const std::string host = GENERATE(as<std::string>(), "127.0.0.1", "localhost",
                                    "[::ffff:127.0.0.1]", "[0:0:0:0:0:FFFF:7F00:1]", "127.1");
  // Not every one of them is this machine by its name.
  const std::string dsn =
      fmt::format(fmt::runtime(form + "?tls=preferred"), host, facts.at("port"), database.name());
  INFO(dsn);
  auto connection = connect(mysql::make_provider()->settings_of(dsn));
  CHECK(rows_of(connection, "SELECT DATABASE()") == std::vector{database.name()});
}

TEST_CASE("a socket reaches the server") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const std::string dsn =
      fmt::format("root@unix({})/{}", database.server().facts.at("socket"), database.name());
  auto connection = connect(mysql::make_provider()->settings_of(dsn));
  CHECK(rows_of(connection, "SELECT DATABASE()") == std::vector{database.name()});
}

TEST_CASE("a setting of the host may have an address of IPv6 with its brackets or without") {
  const TestDatabase database(servers().front());
  Settings settings = database.tcp_settings();
  settings["host"] = GENERATE(as<std::string>(), "::ffff:127.0.0.1", "[::ffff:127.0.0.1]");
  auto connection = connect(settings);
  CHECK(rows_of(connection, "SELECT DATABASE()") == std::vector{database.name()});
}

TEST_CASE("a host that is more than a host is refused") {
  Settings settings = {{"username", "u"}, {"database", "d"}};
  settings["host"] = GENERATE(as<std::string>(), "tcp://db", "db/other", "u@db", "[::1", "a b");
  check(opening_error(settings),
        {ErrorCode::invalid_argument, 0, "setting host is a name or an address", "dsn"});
}

}  // namespace sessionstore::tests
