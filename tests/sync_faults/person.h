#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "support/process.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {

/// What one run of sync gave.
struct SyncRun {
  int exit_code;
  nlohmann::json report;
};

/// Somebody with a home, an OpenCode's database in it as 1.18 keeps it, and sessionstore.
class Person {
 public:
  /// `store` is the LOCATION to sync with, `settings` are more environment variables.
  explicit Person(std::string store, std::map<std::string, std::string> settings = {});

  [[nodiscard]] std::filesystem::path home() const { return directory_.path(); }
  [[nodiscard]] std::filesystem::path database() const;
  [[nodiscard]] std::filesystem::path journal() const;
  /// Replaces OpenCode's database by a new one without a session.
  void start_anew() const;

  /// New sessions `prefix`0 ... with so many messages of two parts each.
  void make_sessions(const std::string& prefix, int sessions, int messages) const;
  /// One more message, of one part, in that session.
  void append(const std::string& session, const std::string& message,
              const std::string& text) const;
  void execute(const std::string& sql) const;

  /// `sessionstore sync` of all projects, with more arguments.
  [[nodiscard]] std::vector<std::string> sync_command(std::vector<std::string> more = {}) const;
  [[nodiscard]] std::unique_ptr<Process> start_sync(std::vector<std::string> more = {}) const;
  [[nodiscard]] SyncRun sync(std::vector<std::string> more = {}) const;
  /// Requires that it ends with 0 and has found no conflict.
  void sync_well() const;
  /// `sessionstore conflicts resolve NUMBER --keep SIDE`.
  void settle(const std::string& number, const std::string& side) const;
  [[nodiscard]] ProcessOptions options() const;

  /// All rows of sessions, messages and parts, but for what is of the machine.
  [[nodiscard]] std::vector<std::string> history() const;
  [[nodiscard]] std::set<std::string> sessions() const;
  /// Requires that the database is as sound as SQLite and its own keys can tell.
  void require_sound() const;

 private:
  TemporaryDirectory directory_;
  std::string store_;
  std::map<std::string, std::string> settings_;
};

/// Requires that another sync of each finds nothing to do, and that all have the same history.
void require_alike(const std::vector<const Person*>& people);

}  // namespace sessionstore::tests
