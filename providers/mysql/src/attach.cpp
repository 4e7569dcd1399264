#include <sessionstore/mysql/attach.h>

#include <optional>
#include <utility>

#include "mysql_connection.h"
#include "mysql_settings.h"

namespace sessionstore::mysql {
namespace {

class ServerDatabase final : public sql::SnapshotReader {
 public:
  explicit ServerDatabase(MysqlSettings settings) : settings_(std::move(settings)) {}

  void read(const std::function<void(sql::Connection&)>& read) override {
    if (!connection_) connect();
    try {
      connection_->execute(connection_->dialect().before_read);
      connection_->execute(connection_->dialect().begin_read);
      read(*connection_);
      connection_->execute("ROLLBACK");
    } catch (...) {
      connection_.reset();
      throw;
    }
  }

 private:
  void connect() {
    connection_.emplace(settings_, settings_.connection_timeout);
    try {
      // Whatever is sent by mistake, the server refuses to write.
      connection_->execute("SET SESSION TRANSACTION READ ONLY");
    } catch (...) {
      connection_.reset();
      throw;
    }
  }

  MysqlSettings settings_;
  std::optional<MysqlConnection> connection_;
};

}  // namespace

AttachedDatabase attach_read_only(const std::map<std::string, std::string>& settings) {
  MysqlSettings parsed = parse_settings(settings);
  std::string location = parsed.location();
  return {std::make_unique<ServerDatabase>(std::move(parsed)), std::move(location)};
}

}  // namespace sessionstore::mysql
