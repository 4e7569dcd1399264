#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "support/process.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {

/// A user of the program: a home directory of their own, nothing of the real one.
class Home {
 public:
  Home();

  [[nodiscard]] const std::filesystem::path& path() const { return directory_.path(); }
  [[nodiscard]] std::filesystem::path work() const { return path() / "work"; }
  [[nodiscard]] std::filesystem::path store_file() const;

  /// Unpacks the real OpenCode history to where OpenCode keeps it.
  void unpack_opencode() const;
  /// Puts in a store into which that history has been imported.
  void put_store() const;
  /// Runs a statement in the store's file, behind the program's back.
  void execute(const std::string& sql) const;
  /// The same in any database file.
  static void run_sql(const std::filesystem::path& file, const std::string& sql);

  /// What a run of the program has around it.
  [[nodiscard]] ProcessOptions options() const;
  /// Runs the program in work().
  [[nodiscard]] ProcessResult run(const std::vector<std::string>& arguments) const;
  [[nodiscard]] ProcessResult run_on_terminal(const std::vector<std::string>& arguments,
                                              const std::string& input = {}) const;
  /// Runs it with --json too; requires that it prints exactly one JSON document and nothing else.
  [[nodiscard]] nlohmann::json run_json(std::vector<std::string> arguments,
                                        int expected_exit = 0) const;

  /// Every session in the store, as `list --json` shows it.
  [[nodiscard]] std::vector<nlohmann::json> all_sessions() const;

  std::map<std::string, std::string> variables;  ///< more environment variables

 private:
  TemporaryDirectory directory_;
};

void write_file(const std::filesystem::path& path, std::string_view content);
std::string read_file(const std::filesystem::path& path);
/// The program under test with arguments.
std::vector<std::string> program(std::vector<std::string> arguments);

}  // namespace sessionstore::tests
