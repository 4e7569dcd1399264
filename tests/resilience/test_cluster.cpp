#include "test_cluster.h"

#include <sessionstore/error.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "support/process.h"

namespace sessionstore::tests {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

bool is_started(const std::string& name) {
  const char* const told = std::getenv("SESSIONSTORE_TEST_SERVERS");
  return told != nullptr && std::filesystem::exists(std::filesystem::path(told) / (name + ".env"));
}

std::string first_row(sql::Connection& connection, const std::string& sql, int column) {
  std::string text;
  connection.query(sql, {}, [&](const sql::Row& row) { text = row.bytes(column); });
  return text;
}

// What each kind says while it takes part, and where it takes writes too.
constexpr const char* kGalera = "SHOW STATUS LIKE 'wsrep_local_state_comment'";
constexpr const char* kGaleraSize = "SHOW STATUS LIKE 'wsrep_cluster_size'";
constexpr const char* kGroup =
    "SELECT CONCAT(member_role, ' ', @@super_read_only) FROM "
    "performance_schema.replication_group_members "
    "WHERE member_id = @@server_uuid AND member_state = 'ONLINE'";
constexpr const char* kGroupSize =
    "SELECT CAST(COUNT(*) AS CHAR) FROM performance_schema.replication_group_members "
    "WHERE member_state = 'ONLINE'";

}  // namespace

std::vector<std::string> TestCluster::kinds() {
  // One of them alone, where the environment names it.
  if (const char* const only = std::getenv("SESSIONSTORE_TEST_SERVER")) return {only};
  std::vector<std::string> found;
  for (const std::string kind : {"mariadb", "mysql"}) {
    if (is_started(kind)) found.push_back(kind);
  }
  for (const std::string kind : {"galera", "group"}) {
    if (is_started(kind + '1')) found.push_back(kind);
  }
  return found;
}

TestCluster::TestCluster(std::string kind) : kind_(std::move(kind)) {
  if (kind_ == "galera" || kind_ == "group") {
    names_ = {kind_ + '1', kind_ + '2', kind_ + '3'};
  } else {
    names_ = {kind_};
  }
}

TestServer TestCluster::node(std::size_t number) const { return *find_server(names_.at(number)); }

std::uint16_t TestCluster::port(std::size_t number) const {
  return static_cast<std::uint16_t>(std::stoi(node(number).facts.at("port")));
}

mysql::MysqlConnection TestCluster::administrator(std::size_t number) const {
  auto settings = node(number).root_settings();
  settings["database"] = "mysql";
  settings["readTimeout"] = "3000";
  return {mysql::parse_settings(settings), 3s};
}

bool TestCluster::takes_part(std::size_t number, bool writing) const {
  try {
    mysql::MysqlConnection connection = administrator(number);
    if (kind_ == "galera") {
      return first_row(connection, kGalera, 1) == "Synced" &&
             (writing || first_row(connection, kGaleraSize, 1) == "3");
    }
    if (kind_ == "group") {
      const std::string role = first_row(connection, kGroup, 0);
      return writing ? role == "PRIMARY 0"
                     : !role.empty() && first_row(connection, kGroupSize, 0) == "3";
    }
    return true;
  } catch (const Error&) {
    return false;
  }
}

std::vector<std::size_t> TestCluster::writable() const {
  std::vector<std::size_t> found;
  for (std::size_t number = 0; number < size(); ++number) {
    {
      const std::lock_guard lock(mutex_);
      if (down_.count(number) != 0) continue;
    }
    if (takes_part(number, true)) found.push_back(number);
  }
  return found;
}

void TestCluster::set_down(std::size_t number, bool down) {
  const std::lock_guard lock(mutex_);
  if (down) {
    down_.insert(number);
  } else {
    down_.erase(number);
  }
}

void TestCluster::freeze(std::size_t number, std::chrono::milliseconds time,
                         std::chrono::milliseconds noticed) {
  const pid_t process = std::stoi(node(number).facts.at("pid"));
  if (::kill(process, SIGSTOP) != 0) throw std::runtime_error("the server cannot be stopped");
  std::this_thread::sleep_for(std::min(time, noticed));
  if (time > noticed) {
    set_down(number, true);
    std::this_thread::sleep_for(time - noticed);
  }
  ::kill(process, SIGCONT);
  await_whole();
}

void TestCluster::run_restart(std::size_t number, const std::string& how) const {
  ProcessOptions options;
  options.environment = {{"PATH", std::getenv("PATH")}, {"HOME", std::getenv("HOME")}};
  const ProcessResult result = run_process({node(number).facts.at("restart"), how}, options);
  if (result.exit_code != 0) throw std::runtime_error(names_.at(number) + ": " + result.err);
}

void TestCluster::kill(std::size_t number) {
  set_down(number, true);
  run_restart(number, "kill9");
  await_whole();
}

void TestCluster::await_whole() {
  const auto start = Clock::now();
  bool helped = false;
  for (std::size_t number = 0; number < size();) {
    if (takes_part(number, false)) {
      ++number;
      continue;
    }
    if (Clock::now() - start > 180s) throw std::runtime_error(kind_ + " does not become whole");
    if (Clock::now() - start > 30s && !helped) {
      helped = true;
      run_restart(number, "up");
    }
    std::this_thread::sleep_for(100ms);
  }
  const std::lock_guard lock(mutex_);
  down_.clear();
}

void TestCluster::make_first_primary() const {
  if (kind_ != "group" || takes_part(0, true)) return;
  mysql::MysqlConnection connection = administrator(0);
  connection.query("SELECT group_replication_set_as_primary(@@server_uuid)", {},
                   [](const sql::Row&) {});
}

}  // namespace sessionstore::tests
