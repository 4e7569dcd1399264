#include <sessionstore/error.h>
#include <sessionstore/fingerprint.h>
#include <sessionstore/interop/opencode_database.h>
#include <sessionstore/interop/opencode_target.h>
#include <sessionstore/sqlite/attach.h>

#include "adapted_source.h"
#include "backup.h"
#include "database_file.h"
#include "opencode_db/row_access.h"
#include "session_writer.h"
#include "target_writer.h"
#include "with_project.h"

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;

class DatabaseTarget final : public OpencodeTarget {
 public:
  DatabaseTarget(const fs::path& database, TargetSettings settings)
      : database_(database),
        settings_(std::move(settings)),
        connection_(sqlite::open_for_writing(database, kPatience)),
        source_(open_opencode_database(std::make_unique<OwnSnapshots>(*connection_),
                                       "opencode:" + database.string(), {})),
        facts_(read_facts(*connection_, database.string())),
        checkouts_(facts_.rule),
        looked_up_(facts_.rule) {
    require_rows_by_index(*connection_, facts_.tables, source_->location());
  }

  std::unique_ptr<SessionSource> adapt(SessionSource& source) override {
    // From a connection of its own: a source is read beside the writer.
    return adapt_source(source, facts_, looked_up_, settings_,
                        {{}, [this](const std::string& directory) {
                           if (!looking_) looking_ = sqlite::open_for_writing(database_, kPatience);
                           return project_worked_in(*looking_, directory);
                         }});
  }

  [[nodiscard]] std::string location() const override { return source_->location(); }
  Inventory inventory() override { return source_->inventory(); }
  void read_session(std::string_view id, SessionVisitor& visitor) override {
    ProjectAddingVisitor with_project(visitor);
    source_->read_session(id, with_project);
  }

  void put_project(const Project& /*project*/) override {}
  std::optional<Project> find_project(std::string_view id) override {
    return Project{std::string(id), "", {}, {}};
  }

  std::optional<StoredSession> find_stored(std::string_view id) override {
    try {
      const Digest found = fingerprint_of(*this, id);
      // It may be added to: SessionWriter sees to it that nothing is replaced.
      return StoredSession{found, found};
    } catch (const Error& error) {
      if (error.code() == ErrorCode::not_found) return std::nullopt;
      throw;
    }
  }

  std::unique_ptr<BulkWriter> bulk_writer() override {
    return std::make_unique<TargetWriter>(
        *connection_,
        [this] {
          return std::make_unique<SessionWriter>(*connection_, facts_, checkouts_,
                                                 settings_.clock());
        },
        [this] { back_up_once(); });
  }

 private:
  void back_up_once() {
    if (backed_up_) return;
    back_up(database_, settings_.clock());
    backed_up_ = true;
  }

  fs::path database_;
  TargetSettings settings_;
  std::unique_ptr<sql::Connection> connection_;
  std::unique_ptr<sql::Connection> looking_;
  std::unique_ptr<SessionSource> source_;  // reads through connection_
  TargetFacts facts_;
  Checkouts checkouts_;
  Checkouts looked_up_;  // by who reads the source, beside the writer
  bool backed_up_ = false;
};

}  // namespace

std::unique_ptr<OpencodeTarget> open_opencode_target(const fs::path& place,
                                                     TargetSettings settings) {
  const fs::path database = database_file_of(place, settings.database);
  return std::make_unique<DatabaseTarget>(database, std::move(settings));
}

}  // namespace sessionstore::interop
