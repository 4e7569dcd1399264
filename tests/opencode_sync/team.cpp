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

std::vector<std::string> Member::said(const std::string& session) const {
  std::vector<std::string> said;
  const Json exported = opencode_.export_session(session);
  for (const Json& message : exported["messages"]) {
    std::string text;
    for (const Json& part : message["parts"]) {
      if (part["type"] == "text") text += part["text"].get<std::string>();
    }
    said.push_back(text);
  }
  return said;
}

void Member::execute(const std::string& sql) const { run_sql(opencode_.database(), sql); }

}  // namespace sessionstore::tests
