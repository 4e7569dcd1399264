#include "home.h"

#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace sessionstore::tests {

namespace {

/// The store file of the whole history, made once for all tests.
const std::filesystem::path& imported_store() {
  static const Home home;
  static const std::filesystem::path file = [] {
    home.unpack_opencode();
    const ProcessResult result = home.run({"import", "--quiet"});
    INFO(result.out << result.err);
    REQUIRE(result.exit_code == 0);
    REQUIRE_FALSE(std::filesystem::exists(home.store_file().string() + "-wal"));
    return home.store_file();
  }();
  return file;
}

}  // namespace

Home::Home() { std::filesystem::create_directories(work()); }

std::filesystem::path Home::store_file() const { return path() / ".opencode" / "sessionstore.db"; }

void Home::unpack_opencode() const {
  const auto target = path() / ".local/share/opencode";
  std::filesystem::create_directories(target);
  const std::string archive = TESTS_DATA_DIR "/storage-1.1.65.tar.gz";
  const ProcessResult result = run_process({"/bin/tar", "xzf", archive, "-C", target.string()},
                                           {{}, {{"PATH", "/usr/bin:/bin"}}, {}});
  REQUIRE(result.exit_code == 0);
}

void Home::put_store() const {
  std::filesystem::create_directories(store_file().parent_path());
  std::filesystem::permissions(store_file().parent_path(), std::filesystem::perms::owner_all);
  std::filesystem::copy_file(imported_store(), store_file());
}

void Home::execute(const std::string& sql) const { run_sql(store_file(), sql); }

void Home::run_sql(const std::filesystem::path& file, const std::string& sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
  const int code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr);
  INFO(sqlite3_errmsg(database));
  sqlite3_close(database);
  REQUIRE(code == SQLITE_OK);
}

ProcessOptions Home::options() const {
  ProcessOptions options;
  options.directory = work();
  options.environment = {{"HOME", path().string()},
                         {"PATH", "/usr/bin:/bin"},
                         {"TZ", "UTC"},
                         {"USER", "tester"},
                         {"TERM", "xterm"}};
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name); value != nullptr) {
      options.environment[name] = value;
    }
  }
  for (const auto& [name, value] : variables) {
    options.environment[name] = value;
  }
  return options;
}

ProcessResult Home::run(const std::vector<std::string>& arguments) const {
  return run_process(program(arguments), options());
}

ProcessResult Home::run_on_terminal(const std::vector<std::string>& arguments,
                                    const std::string& input) const {
  ProcessOptions with_input = options();
  with_input.input = input;
  return tests::run_on_terminal(program(arguments), with_input);
}

nlohmann::json Home::run_json(std::vector<std::string> arguments, int expected_exit) const {
  arguments.emplace_back("--json");
  const ProcessResult result = run(arguments);
  INFO("out: " << result.out << "\nerr: " << result.err);
  REQUIRE(result.exit_code == expected_exit);
  REQUIRE(result.out.ends_with("\n"));
  REQUIRE(result.err.empty());
  return nlohmann::json::parse(result.out);
}

std::vector<nlohmann::json> Home::all_sessions() const {
  return run_json({"list", "--all-projects", "--children", "--archived"})["sessions"];
}

void write_file(const std::filesystem::path& path, std::string_view content) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> program(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), SESSIONSTORE_PROGRAM);
  return arguments;
}

}  // namespace sessionstore::tests
