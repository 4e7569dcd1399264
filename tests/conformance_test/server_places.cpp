#include <sessionstore/mysql/provider.h>

#include <atomic>
#include <map>

#include "mysql_connection.h"
#include "places.h"
#include "support/test_servers.h"

namespace sessionstore::tests {
namespace {

using Settings = std::map<std::string, std::string>;

/// A database with a name of its own on a server that runs.
class ServerPlace final : public conformance::StorePlace, public conformance::SqlPlace {
 public:
  explicit ServerPlace(Settings server) : settings_(std::move(server)) {
    static std::atomic<int> number = 0;
    const std::string name = "conformance_" + std::to_string(++number);
    admin().execute("DROP DATABASE IF EXISTS " + name);
    admin().execute("CREATE DATABASE " + name);
    settings_["database"] = name;
  }
  ~ServerPlace() override { admin().execute("DROP DATABASE " + settings_["database"]); }
  ServerPlace(const ServerPlace&) = delete;
  ServerPlace& operator=(const ServerPlace&) = delete;

  std::shared_ptr<SessionStore> open() override {
    OpenOptions options;
    options.settings = settings_;
    return mysql::make_provider()->open(options);
  }
  std::unique_ptr<sql::Connection> connect() override {
    return std::make_unique<mysql::MysqlConnection>(mysql::parse_settings(settings_),
                                                    std::chrono::seconds(10));
  }
  [[nodiscard]] std::span<const sql::EmbeddedMigration> migrations() const override {
    return mysql::default_parts().migrations;
  }

 private:
  mysql::MysqlConnection admin() {
    Settings settings = settings_;
    settings["database"] = "mysql";
    return {mysql::parse_settings(settings), std::chrono::seconds(10)};
  }
  Settings settings_;
};

}  // namespace

std::optional<Kind> server(const std::string& name) {
  const auto found = find_server(name);
  if (!found) return std::nullopt;
  const auto make = [settings = found->root_settings()] {
    return std::make_unique<ServerPlace>(settings);
  };
  return Kind{make, make};
}

}  // namespace sessionstore::tests
