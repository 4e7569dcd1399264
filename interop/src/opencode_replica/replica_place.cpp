#include "replica_place.h"

#include <sessionstore/interop/opencode_database.h>
#include <sessionstore/sql/transaction.h>
#include <sessionstore/sqlite/attach.h>

#include <utility>

#include "opencode_db/orphaned_parts.h"
#include "opencode_db/row_access.h"
#include "opencode_db/session_reader.h"
#include "opencode_target/backup.h"
#include "opencode_target/database_file.h"
#include "opencode_target/target_writer.h"
#include "opencode_target/written_rows.h"

namespace sessionstore::interop {

using sql::Transaction;

ReplicaPlace::ReplicaPlace(std::filesystem::path database, TargetSettings settings,
                           AliasLookup known_alias)
    : database_(std::move(database)),
      location_("opencode:" + database_.string()),
      settings_(std::move(settings)),
      known_alias_(std::move(known_alias)),
      connection_(sqlite::open_for_writing(database_, kPatience)),
      facts_(read_facts(*connection_, database_.string())),
      checkouts_(facts_.rule),
      looked_up_(facts_.rule) {
  require_rows_by_index(*connection_, facts_.tables, location_);
}

Inventory ReplicaPlace::inventory() {
  return open_opencode_database(std::make_unique<OwnSnapshots>(*connection_), location_,
                                known_alias_)
      ->inventory();
}

const DatabasePlan& ReplicaPlace::renew_plan() {
  plan_ = plan_database(*connection_, location_, known_alias_, PlanDepth::sessions);
  facts_ = read_facts(*connection_, location_);
  checkouts_ = Checkouts(facts_.rule);
  looked_up_ = Checkouts(facts_.rule);
  return *plan_;
}

void ReplicaPlace::read_session(std::string_view id, SessionVisitor& visitor) {
  if (!plan_ || !plan_->sessions.contains(id)) {
    const Transaction transaction(*connection_, Transaction::Kind::read);
    renew_plan();
  }
  sql::Connection& connection = open(reading_);
  const Transaction transaction(connection, Transaction::Kind::read);
  const auto found = plan_->sessions.find(id);
  DatabaseSession planned;
  if (found != plan_->sessions.end()) planned = found->second;
  // One that only orphaned rows told of may have got its row since.
  if (!planned.has_second_row) {
    planned.has_row = planned.has_row || found == plan_->sessions.end() ||
                      has_session_row(connection, std::string(id));
  }
  planned.orphans = orphans_of(connection, facts_.tables, std::string(id));
  read_database_session(connection, facts_.tables, std::string(id), planned, location_, visitor);
}

std::optional<StoredSession> ReplicaPlace::find_stored(std::string_view id) {
  const std::unique_ptr<SessionHere> here = look(std::string(id));
  if (!here->exists() && !here->is_second_generation()) return std::nullopt;
  return StoredSession{here->fingerprint(), here->fingerprint()};
}

std::unique_ptr<SessionHere> ReplicaPlace::look(sql::Connection& connection,
                                                const std::string& id) const {
  const Transaction transaction(connection, Transaction::Kind::read);
  return std::make_unique<SessionHere>(connection, facts_.tables, id, location_);
}

sql::Connection& ReplicaPlace::open(std::unique_ptr<sql::Connection>& connection) const {
  if (!connection) connection = sqlite::open_for_writing(database_, kPatience);
  return *connection;
}

std::unique_ptr<SessionSource> ReplicaPlace::adapt(SessionSource& source) {
  return adapt_source(source, facts_, looked_up_, settings_,
                      {[this](const std::string& id) { return look(open(looking_), id); },
                       [this](const std::string& directory) {
                         return project_worked_in(open(looking_), directory);
                       }});
}

std::unique_ptr<BulkWriter> ReplicaPlace::bulk_writer() {
  return std::make_unique<TargetWriter>(
      *connection_,
      [this] {
        return std::make_unique<SessionReplacer>(
            *connection_, facts_, checkouts_, settings_.clock(), location_,
            [this](SessionReplacer::Written written) { note_written(std::move(written)); });
      },
      [this] { back_up_once(); });
}

void ReplicaPlace::note_written(SessionReplacer::Written written) {
  written.session.data = {};
  if (plan_) {
    DatabaseSession& planned = plan_->sessions[written.session.id];
    planned.has_row = true;
    planned.agent_project_id = written.session.agent_project_id;
    planned.directory = written.session.directory;
    if (planned.project_id.empty()) planned.project_id = written.session.project_id;
  }
  written_.insert_or_assign(written.session.id, std::move(written));
}

const SessionReplacer::Written* ReplicaPlace::last_written(std::string_view id) const {
  const auto found = written_.find(id);
  return found == written_.end() ? nullptr : &found->second;
}

void ReplicaPlace::forget(std::string_view id) {
  if (const auto found = written_.find(id); found != written_.end()) written_.erase(found);
}

void ReplicaPlace::back_up_once() {
  if (backed_up_) return;
  back_up(database_, settings_.clock());
  backed_up_ = true;
}

}  // namespace sessionstore::interop
