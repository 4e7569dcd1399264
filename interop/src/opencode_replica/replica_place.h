#pragma once

#include <sessionstore/interop/opencode_replica.h>
#include <sessionstore/sql/connection.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "opencode_db/database_plan.h"
#include "opencode_target/adapted_source.h"
#include "session_replacer.h"

namespace sessionstore::interop {

/// The sessions of OpenCode's database, to be read and replaced. One thread.
class ReplicaPlace final : public SessionPlace {
 public:
  ReplicaPlace(std::filesystem::path database, TargetSettings settings, AliasLookup known_alias);

  [[nodiscard]] std::string location() const override { return location_; }
  Inventory inventory() override;
  void read_session(std::string_view id, SessionVisitor& visitor) override;
  void put_project(const Project& /*project*/) override {}
  std::optional<Project> find_project(std::string_view id) override {
    return Project{std::string(id), "", {}, {}};
  }
  std::optional<StoredSession> find_stored(std::string_view id) override;
  std::unique_ptr<BulkWriter> bulk_writer() override;

  /// Inside a transaction: looks the whole database over anew, for it may have been upgraded since.
  const DatabasePlan& renew_plan();
  std::unique_ptr<SessionSource> adapt(SessionSource& source);
  /// The session is gone.
  void forget(std::string_view id);
  /// What was written last of a session; null where nothing was.
  [[nodiscard]] const SessionReplacer::Written* last_written(std::string_view id) const;
  /// Copies the database, once.
  void back_up_once();
  [[nodiscard]] std::unique_ptr<SessionHere> look(const std::string& id) const {
    return look(*connection_, id);
  }

  [[nodiscard]] sql::Connection& connection() const { return *connection_; }
  [[nodiscard]] const std::filesystem::path& file() const { return database_; }
  [[nodiscard]] const Tables& tables() const { return facts_.tables; }

 private:
  [[nodiscard]] std::unique_ptr<SessionHere> look(sql::Connection& connection,
                                                  const std::string& id) const;
  /// Opens it where that has not been done.
  sql::Connection& open(std::unique_ptr<sql::Connection>& connection) const;
  void note_written(SessionReplacer::Written written);

  std::filesystem::path database_;
  std::string location_;
  TargetSettings settings_;
  AliasLookup known_alias_;
  std::unique_ptr<sql::Connection> connection_;
  // transfer() reads its source in a thread beside the writer's: what is read from this place, and
  // what is looked up here for another place's sessions, each has a connection of its own.
  std::unique_ptr<sql::Connection> reading_;
  std::unique_ptr<sql::Connection> looking_;
  TargetFacts facts_;
  Checkouts checkouts_;
  Checkouts looked_up_;  // as checkouts_, for adapted sources
  std::optional<DatabasePlan> plan_;
  std::map<std::string, SessionReplacer::Written, std::less<>> written_;  // their data left out
  bool backed_up_ = false;
};

}  // namespace sessionstore::interop
