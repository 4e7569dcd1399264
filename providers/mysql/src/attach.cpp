#include <sessionstore/mysql/attach.h>

#include <utility>

#include "first_meeting.h"
#include "mysql_connection.h"
#include "mysql_settings.h"

namespace sessionstore::mysql {
namespace {

class ServerDatabase final : public sql::SnapshotReader {
 public:
  explicit ServerDatabase(OpenOptions options) : options_(std::move(options)) {}

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
    connection_ = open_acquainted(options_, [](const MysqlSettings& settings) {
      return std::make_unique<MysqlConnection>(settings, settings.connection_timeout);
    });
    try {
      // Whatever is sent by mistake, the server refuses to write.
      connection_->execute("SET SESSION TRANSACTION READ ONLY");
    } catch (...) {
      connection_.reset();
      throw;
    }
  }

  OpenOptions options_;
  std::unique_ptr<MysqlConnection> connection_;
};

}  // namespace

AttachedDatabase attach_read_only(const OpenOptions& options) {
  std::string location = parse_settings(options.settings).location();
  return {std::make_unique<ServerDatabase>(options), std::move(location)};
}

}  // namespace sessionstore::mysql
