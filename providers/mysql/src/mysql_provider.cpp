#include <fmt/format.h>
#include <sessionstore/config/dsn.h>
#include <sessionstore/error.h>
#include <sessionstore/mysql/provider.h>
#include <sessionstore/sql/retry.h>
#include <sessionstore/sql/sql_store.h>
#include <sessionstore/sql/transient_error.h>

#include <array>
#include <chrono>

#include "connect_options.h"
#include "embedded_migrations.h"
#include "first_meeting.h"
#include "mysql_connection.h"
#include "mysql_error.h"

namespace sessionstore::mysql {
namespace {

std::shared_ptr<sql::ConnectionPool> make_pool(const MysqlSettings& settings) {
  sql::PoolLimits limits;
  limits.max_connections = settings.max_connections;
  limits.max_idle = settings.max_idle;
  limits.timeout = settings.connection_timeout;
  return std::make_shared<sql::ConnectionPool>(
      settings.location(),
      [settings](std::chrono::milliseconds budget) {
        return std::make_unique<MysqlConnection>(settings, budget);
      },
      limits);
}

/// What `open` gives, which is called again for a while where a server was there: one that is full,
/// that restarts, or whose connection is lost meanwhile. For opening only: a store repeats a step
/// whatever it was. A server that was never reached is not asked again, for its address may be
/// wrong; nor one that has let all of its time pass.
template <typename Open>
auto open_patiently(const MysqlSettings& settings, const Open& open) {
  const auto patience = dial_limit(settings, settings.connection_timeout);
  bool reached = false;
  for (sql::Retry retry(settings.connection_timeout);;) {
    const auto begun = std::chrono::steady_clock::now();
    try {
      return open();
    } catch (const sql::TransientError& error) {
      reached = reached || !is_unreachable(error.native_code());
      if (!reached || std::chrono::steady_clock::now() - begun >= patience) throw;
      retry.wait_or_rethrow();
    }
  }
}

/// Rows that belong to nothing. No foreign keys stand guard here, so verification looks.
std::vector<Difference> find_orphans(sql::Connection& connection) {
  struct Check {
    std::string_view what;
    std::string_view sql;
  };
  constexpr std::array<Check, 4> kChecks = {{
      {"messages",
       "SELECT DISTINCT c.session_id FROM ss_message c LEFT JOIN ss_session p "
       "ON p.id = c.session_id WHERE p.id IS NULL"},
      {"parts",
       "SELECT DISTINCT c.session_id FROM ss_part c LEFT JOIN ss_message p "
       "ON p.session_id = c.session_id AND p.seq = c.message_seq WHERE p.seq IS NULL"},
      {"streamed text",
       "SELECT DISTINCT c.session_id FROM ss_part_delta c LEFT JOIN ss_part p ON "
       "p.session_id = c.session_id AND p.message_seq = c.message_seq AND "
       "p.position = c.position WHERE p.position IS NULL"},
      {"records",
       "SELECT DISTINCT c.session_id FROM ss_record c LEFT JOIN ss_session p "
       "ON p.id = c.session_id WHERE p.id IS NULL"},
  }};
  std::vector<Difference> found;
  for (const Check& check : kChecks) {
    connection.query(check.sql, {}, [&](const sql::Row& row) {
      found.push_back({std::string(row.bytes(0)), "storage",
                       fmt::format("{} that belong to nothing", check.what)});
    });
  }
  return found;
}

class MysqlSchema final : public SchemaAdmin {
 public:
  MysqlSchema(const MysqlSettings& settings, std::span<const sql::EmbeddedMigration> migrations)
      : connection_(open_patiently(settings,
                                   [&] {
                                     return MysqlConnection(without_read_timeout(settings),
                                                            settings.connection_timeout);
                                   })),
        runner_(connection_, migrations) {}

  SchemaStatus status() override { return runner_.status(); }
  std::string plan() override { return runner_.plan(); }
  std::vector<Migration> up() override { return runner_.up(); }
  std::vector<std::string> repair() override { return runner_.repair(); }

 private:
  // A change of a large table takes its time.
  static MysqlSettings without_read_timeout(MysqlSettings settings) {
    if (!settings.read_timeout) settings.read_timeout = std::chrono::milliseconds(0);
    return settings;
  }

  MysqlConnection connection_;
  sql::MigrationRunner runner_;
};

class MysqlProvider final : public Provider {
 public:
  explicit MysqlProvider(ProviderParts parts) : parts_(std::move(parts)) {}

  [[nodiscard]] std::string_view name() const override { return "mysql"; }
  [[nodiscard]] std::string_view description() const override {
    return "a database on a MySQL or MariaDB server, for a team";
  }
  [[nodiscard]] bool shared() const override { return true; }
  [[nodiscard]] std::vector<std::string> location_schemes() const override { return {"mysql"}; }

  [[nodiscard]] std::map<std::string, std::string> settings_of(
      std::string_view location) const override {
    return config::mysql_settings(config::parse_dsn(location));
  }

  [[nodiscard]] std::unique_ptr<SessionStore> open(const OpenOptions& options) const override {
    return open_acquainted(options,
                           [&](const MysqlSettings& settings) { return open(options, settings); });
  }

  [[nodiscard]] std::unique_ptr<SchemaAdmin> open_schema(
      const OpenOptions& options) const override {
    return open_acquainted(options, [&](const MysqlSettings& settings) {
      return std::make_unique<MysqlSchema>(settings, parts_.migrations);
    });
  }

 private:
  [[nodiscard]] std::unique_ptr<SessionStore> open(const OpenOptions& options,
                                                   const MysqlSettings& settings) const {
    const std::shared_ptr<sql::ConnectionPool> pool = make_pool(settings);
    sql::SqlBackend backend;
    backend.provider = name();
    backend.location = settings.location();
    backend.retry_for = settings.connection_timeout;
    sql::SchemaFit schema = open_patiently(settings, [&] {
      const auto connection = pool->acquire();
      return sql::MigrationRunner(*connection, parts_.migrations).fit(options, backend.location);
    });
    backend.schema_version = schema.version;
    backend.read_only = std::move(schema.read_only);
    backend.writers = pool;
    backend.readers = pool;
    backend.check_storage = find_orphans;
    backend.clock = parts_.clock;
    return sql::make_sql_store(std::move(backend));
  }

  ProviderParts parts_;
};

}  // namespace

ProviderParts default_parts() { return {embedded_migrations(), system_clock_millis}; }

std::unique_ptr<Provider> make_provider(ProviderParts parts) {
  return std::make_unique<MysqlProvider>(std::move(parts));
}

}  // namespace sessionstore::mysql
