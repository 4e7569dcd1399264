#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "opencode/real_opencode.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {

/// What one run of sessionstore gave.
struct SyncRun {
  int exit_code;
  nlohmann::json report;
};

/// Somebody with an OpenCode of their own, who shares a MySQL store with others.
class Member {
 public:
  /// `dsn` names the store.
  Member(const std::string& name, const std::string& version, std::string dsn);

  [[nodiscard]] const RealOpenCode& opencode() const { return opencode_; }
  /// One turn with the real program. Returns the session.
  [[nodiscard]] std::string say(const std::string& prompt, const std::string& session = {}) const;
  /// `sessionstore sync` in the checkout, with more arguments.
  [[nodiscard]] SyncRun sync(std::vector<std::string> arguments = {}) const;
  /// The same, not waited for.
  [[nodiscard]] std::unique_ptr<Process> start_sync() const;
  /// Requires that it ends with 0.
  void sync_well() const;
  [[nodiscard]] ProcessResult sessionstore(std::vector<std::string> arguments) const;

  /// The sessions that the real program lists, by id: their titles.
  [[nodiscard]] std::map<std::string, std::string> listed() const;
  /// All that its database has.
  [[nodiscard]] std::map<std::string, std::string> titles() const;
  /// All that is said in a session, a message each.
  [[nodiscard]] std::vector<std::string> said(const std::string& session) const;
  /// Runs SQL in OpenCode's database.
  void execute(const std::string& sql) const;

 private:
  [[nodiscard]] ProcessOptions options() const;

  std::string name_;
  std::string dsn_;
  TemporaryDirectory place_;
  RealOpenCode opencode_;
};

}  // namespace sessionstore::tests
