#include "opencode_sync/team.h"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "support/sqlite_store.h"

namespace sessionstore::tests {

using Json = nlohmann::json;

Member::Member(const std::string& name, const std::string& version, std::string dsn)
    : name_(name), dsn_(std::move(dsn)), opencode_(version, place_.path() / name) {}

std::string Member::say(const std::string& prompt, const std::string& session) const {
  return opencode_.run(prompt, session).session;
}

ProcessOptions Member::options() const {
  ProcessOptions options = opencode_.options();
  options.environment["OPENCODE_SESSION_PROVIDER_TYPE"] = "mysql";
  options.environment["OPENCODE_MYSQL_DSN"] = dsn_;
  options.environment["USER"] = name_;
  for (const char* const name : {"ASAN_OPTIONS", "UBSAN_OPTIONS"}) {
    if (const char* const value = std::getenv(name)) options.environment[name] = value;
  }
  return options;
}

ProcessResult Member::sessionstore(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), SESSIONSTORE_PROGRAM);
  return run_process(arguments, options());
}

SyncRun Member::sync(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), {"sync", "--json"});
  const ProcessResult result = sessionstore(arguments);
  INFO(name_ << ": " << result.out << result.err);
  REQUIRE((result.exit_code == 0 || result.exit_code == 3));
  return {result.exit_code, Json::parse(result.out)};
}

std::unique_ptr<Process> Member::start_sync() const {
  return std::make_unique<Process>(std::vector<std::string>{SESSIONSTORE_PROGRAM, "sync", "--json"},
                                   options());
}

void Member::sync_well() const {
  const SyncRun run = sync();
  INFO(name_ << ": " << run.report.dump(1));
  REQUIRE(run.exit_code == 0);
}

std::map<std::string, std::string> Member::listed() const {
  std::map<std::string, std::string> sessions;
  for (const Json& session : opencode_.list()) sessions[session["id"]] = session["title"];
  return sessions;
}

std::map<std::string, std::string> Member::titles() const {
  std::map<std::string, std::string> titles;
  const auto ids = query_sql(opencode_.database(), "SELECT id FROM session ORDER BY id");
  const auto names = query_sql(opencode_.database(), "SELECT title FROM session ORDER BY id");
  for (std::size_t i = 0; i < ids.size(); ++i) titles.emplace(ids[i], names.at(i));
  return titles;
}

std::vector<std::string> Member::said(const std::string& session) const {
  return query_sql(opencode_.database(),
                   "SELECT (SELECT group_concat(data ->> 'text', '') FROM part p WHERE "
                   "p.message_id = m.id AND data ->> 'type' = 'text') FROM message m "
                   "WHERE session_id = '" +
                       session + "' ORDER BY time_created, id");
}

void Member::execute(const std::string& sql) const { run_sql(opencode_.database(), sql); }

}  // namespace sessionstore::tests
