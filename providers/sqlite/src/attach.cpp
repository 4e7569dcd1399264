#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/sqlite/attach.h>

#include <exception>
#include <optional>
#include <system_error>
#include <utility>

#include "foreign_schema.h"
#include "read_access.h"
#include "sqlite_connection.h"

namespace sessionstore::sqlite {
namespace {

Error changed_meanwhile(const std::string& file) {
  return {ErrorCode::unavailable, fmt::format("{} was written to while it was read", file),
          "run the same command again"};
}

/// SQLite keeps a -wal beside the file itself, not beside a link to it.
std::string real_path(const std::filesystem::path& file) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(file, error);
  return error ? file.string() : real.string();
}

class AttachedDatabase final : public sql::SnapshotReader {
 public:
  AttachedDatabase(std::string file, StopFlag stop) : file_(std::move(file)), stop_(stop) {
    open();
  }

  void read(const std::function<void(sql::Connection&)>& read) override {
    if (!connection_ || has_changed()) open();
    try {
      connection_->execute("BEGIN");
      read(*connection_);
      connection_->execute("ROLLBACK");
    } catch (...) {
      if (stop_.raised()) {
        connection_.reset();
        throw;
      }
      // What was read of a file that changed under it may look damaged.
      const bool changed = has_changed();
      connection_.reset();
      if (changed) throw changed_meanwhile(file_);
      throw;
    }
    if (!has_changed()) return;
    connection_.reset();
    throw changed_meanwhile(file_);
  }

 private:
  /// Whether SQLite itself keeps what is read in one state.
  [[nodiscard]] bool guarded() const {
    return access_ == ReadAccess::shared || access_ == ReadAccess::journal;
  }
  [[nodiscard]] bool has_changed() const { return !guarded() && current_files(file_) != files_; }

  void open() {
    connection_.reset();
    access_ = read_access_to(file_);
    files_ = settled_files(file_);
    ConnectionSettings settings;
    settings.file = file_;
    settings.writer = false;
    settings.foreign = access_;
    settings.stop = stop_;
    connection_.emplace(settings);
  }

  std::string file_;
  StopFlag stop_;
  ReadAccess access_ = ReadAccess::shared;
  DatabaseFiles files_;
  std::optional<SqliteConnection> connection_;
};

}  // namespace

std::unique_ptr<sql::SnapshotReader> attach_read_only(const std::filesystem::path& file,
                                                      StopFlag stop) {
  return std::make_unique<AttachedDatabase>(real_path(file), stop);
}

std::unique_ptr<sql::Connection> open_for_writing(const std::filesystem::path& file,
                                                  std::chrono::milliseconds patience) {
  ConnectionSettings settings;
  settings.file = real_path(file);
  settings.foreign_writer = true;
  settings.busy_timeout_ms = static_cast<int>(patience.count());
  read_access_to(settings.file);  // names what cannot be read
  auto connection = std::make_unique<SqliteConnection>(settings);
  connection->load_foreign_schema();
  require_whole_schema(*connection, settings.file);
  return connection;
}

}  // namespace sessionstore::sqlite
