#include "server_database.h"

#include <fmt/format.h>
#include <sessionstore/mysql/attach.h>
#include <sessionstore/mysql/provider.h>
#include <sessionstore/sql/retry.h>
#include <sessionstore/sql/transient_error.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cstdio>

namespace sessionstore::tests {
namespace {

Settings with_changes(Settings settings, const Settings& changes) {
  for (const auto& [key, value] : changes) settings[key] = value;
  return settings;
}

}  // namespace

Settings guard_of(const TestServer& server) {
  if (!server.tls) return {{"tls", "false"}};
  return {{"tls", "true"}, {"tlsCa", server.facts.at("ca")}};
}

ServerDatabase::ServerDatabase(const TestServer& server)
    : server_(server), settings_(server.account_settings()) {
  static std::atomic<int> number = 0;
  settings_["database"] = fmt::format("resilience_{}_{}", ::getpid(), ++number);
  settings_ = with_changes(settings_, guard_of(server));
  run("CREATE DATABASE " + settings_["database"]);
  run(fmt::format("GRANT ALL ON {}.* TO {}", settings_["database"], settings_["username"]));
  // MySQL asks for the password itself from who has not logged in since its start, and it is not
  // sent without TLS: once through the socket, it knows the account.
  OpenOptions options;
  options.settings =
      with_changes(settings_, {{"socket", server.facts.at("socket")}, {"tls", "false"}});
  options.settings.erase("tlsCa");
  mysql::attach_read_only(options).reader->read([](sql::Connection& /*is there*/) {});
}

ServerDatabase::~ServerDatabase() {
  try {
    run(fmt::format("REVOKE ALL ON {}.* FROM {}", settings_["database"], settings_["username"]));
    run("DROP DATABASE " + settings_["database"]);
  } catch (const Error& error) {
    // Of a cluster, where another server takes the writes by now: its data goes with it.
    fmt::print(stderr, "{} stays: {}\n", settings_["database"], error.what());
  }
}

std::unique_ptr<SessionStore> ServerDatabase::open(const Settings& changes) const {
  OpenOptions options;
  options.settings = with_changes(settings_, changes);
  return mysql::make_provider()->open(options);
}

std::unique_ptr<Process> ServerDatabase::start_helper(std::vector<std::string> arguments,
                                                      const Settings& changes) const {
  arguments.insert(arguments.begin(), TESTS_HELPER);
  ProcessOptions options;
  options.input = "mysql\n";
  for (const auto& [key, value] : with_changes(settings_, changes)) {
    options.input += fmt::format("{}={}\n", key, value);
  }
  return std::make_unique<Process>(arguments, options);
}

mysql::MysqlConnection ServerDatabase::administrator() const {
  Settings settings = server_.root_settings();
  settings["database"] = "mysql";
  // A server frees the places of closed connections in its own time.
  for (sql::Retry retry(std::chrono::seconds(30));;) {
    try {
      return {mysql::parse_settings(settings), std::chrono::seconds(30)};
    } catch (const sql::TransientError&) {
      retry.wait_or_rethrow();
    }
  }
}

std::int64_t ServerDatabase::number(std::string_view sql) const {
  std::int64_t number = 0;
  administrator().query(sql, {}, [&](const sql::Row& row) { number = row.integer(0); });
  return number;
}

void ServerDatabase::run(std::string_view sql) const { administrator().execute(sql); }

GlobalVariable::GlobalVariable(const ServerDatabase& database, std::string name, std::int64_t value)
    : database_(database),
      name_(std::move(name)),
      before_(database.number("SELECT @@GLOBAL." + name_)) {
  database_.run(fmt::format("SET GLOBAL {} = {}", name_, value));
}

GlobalVariable::~GlobalVariable() {
  database_.run(fmt::format("SET GLOBAL {} = {}", name_, before_));
}

std::vector<Turn> require_whole_session(SessionStore& store, const std::string& id) {
  std::vector<Turn> turns;
  std::int64_t seq = 0;
  for (auto page = store.read_messages(id, seq, 1000); !page.empty();
       page = store.read_messages(id, seq, 1000)) {
    for (Turn& turn : page) {
      REQUIRE(turn.message.seq == ++seq);
      turns.push_back(std::move(turn));
    }
  }
  REQUIRE(store.find_session(id)->message_count == seq);
  REQUIRE(store.check_storage().empty());
  return turns;
}

}  // namespace sessionstore::tests
