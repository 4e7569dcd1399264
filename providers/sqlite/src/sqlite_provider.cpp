#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/nearest_name.h>
#include <sessionstore/sql/sql_store.h>
#include <sessionstore/sqlite/provider.h>

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>

#include "embedded_migrations.h"
#include "file_system.h"
#include "sqlite_connection.h"
#include "sqlite_file.h"

namespace sessionstore::sqlite {
namespace {

constexpr std::string_view kMemory = ":memory:";
constexpr std::string_view kScheme = "sqlite:";
constexpr int kReaders = 8;

std::filesystem::path file_of(const OpenOptions& options) {
  const auto path = options.settings.find("path");
  if (path != options.settings.end() && !path->second.empty()) return path->second;
  return options.data_directory / "sessionstore.db";
}

bool full_sync(const OpenOptions& options) {
  const auto found = options.settings.find("synchronous");
  if (found == options.settings.end() || found->second == "full") return true;
  if (found->second == "normal") return false;
  throw Error(ErrorCode::invalid_argument,
              fmt::format("sqlite's setting synchronous is '{}'", found->second),
              "it is \"full\" or \"normal\"");
}

void check_settings(const OpenOptions& options) {
  const std::array<std::string, 2> known = {"path", "synchronous"};
  for (const auto& [key, value] : options.settings) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    throw Error(ErrorCode::invalid_argument, fmt::format("sqlite has no setting '{}'", key),
                suggest_name(key, known));
  }
}

/// One file: its settings found out, its pools made.
class Opened {
 public:
  Opened(const OpenOptions& options, const ProviderParts& parts) {
    check_settings(options);
    const std::filesystem::path file = file_of(options);
    settings_.file = file.string();
    settings_.full_sync = full_sync(options);
    if (options.patience)
      settings_.busy_timeout_ms = static_cast<int>(options.patience->count() * 1000);
    if (settings_.file == kMemory) {
      writers_ = readers_ = pool("store in memory", settings_, 1);
      return;
    }
    prepare_file(file, options.create);
    choose_journal(parts.file_system_type(file));
    writers_ = pool("writer of " + settings_.file, settings_, 1);
    ConnectionSettings reading = settings_;
    reading.writer = false;
    reading.stop = options.stop;
    readers_ = pool("readers of " + settings_.file, reading, kReaders);
  }

  [[nodiscard]] const std::string& file() const { return settings_.file; }
  [[nodiscard]] std::shared_ptr<sql::ConnectionPool> writers() const { return writers_; }
  [[nodiscard]] std::shared_ptr<sql::ConnectionPool> readers() const { return readers_; }

  /// Runs `step` with a runner on a connection that is known to be to a store of ours.
  template <typename Step>
  auto with_runner(const ProviderParts& parts, const Step& step) {
    const sql::ConnectionPool::Lease lease = writers_->acquire();
    auto& connection = static_cast<SqliteConnection&>(*lease);
    require_ours(connection, settings_.file);
    sql::MigrationRunner runner(connection, parts.migrations, [&](std::int64_t next_version) {
      if (settings_.file != kMemory) copy_before_migration(settings_.file, next_version);
    });
    return step(runner);
  }

 private:
  void prepare_file(const std::filesystem::path& file, bool create) {
    std::error_code problem;
    const bool exists = std::filesystem::exists(file, problem);
    if (problem) {
      throw Error(ErrorCode::permission_denied,
                  fmt::format("{}: {}", file.string(), problem.message()),
                  "make its directory accessible for you");
    }
    if (!exists && !create) {
      throw Error(ErrorCode::not_found, fmt::format("there is no store at {}", file.string()),
                  "`sessionstore import` makes one from your OpenCode history");
    }
    if (!exists) create_private_file(file);
    // Opening a FIFO would wait for somebody to write to it.
    if (exists && !std::filesystem::is_regular_file(file, problem)) {
      throw Error(ErrorCode::invalid_argument, fmt::format("{} is no file", file.string()),
                  "name a file to keep the store in");
    }
    if (exists && !create) require_content(file);
    settings_.immutable = !create && is_read_only(file);
    // Before the first connection that sets anything up: that would change the file already.
    if (exists && std::filesystem::file_size(file, problem) > 0 && !problem) {
      require_ours_untouched(settings_.file, settings_.immutable);
    }
  }

  // By the type of the file system, and by what SQLite then says: a kernel may lie, and WAL on a
  // file shared between machines corrupts it.
  void choose_journal(std::uint32_t file_system_type) {
    settings_.wal = can_share_memory(file_system_type);
    if (settings_.immutable || !settings_.wal) return;
    settings_.wal = SqliteConnection(settings_).in_wal_mode();
  }

  static std::shared_ptr<sql::ConnectionPool> pool(std::string name,
                                                   const ConnectionSettings& settings, int size) {
    sql::PoolLimits limits;
    limits.max_connections = limits.max_idle = size;
    limits.max_lifetime = std::chrono::milliseconds(0);
    return std::make_shared<sql::ConnectionPool>(
        std::move(name),
        [settings](std::chrono::milliseconds) {
          return std::make_unique<SqliteConnection>(settings);
        },
        limits);
  }

  ConnectionSettings settings_;
  std::shared_ptr<sql::ConnectionPool> writers_;
  std::shared_ptr<sql::ConnectionPool> readers_;
};

class SqliteSchema final : public SchemaAdmin {
 public:
  SqliteSchema(const OpenOptions& options, ProviderParts parts)
      : parts_(std::move(parts)), opened_(options, parts_) {}

  SchemaStatus status() override {
    return opened_.with_runner(parts_, [](auto& runner) { return runner.status(); });
  }
  std::string plan() override {
    return opened_.with_runner(parts_, [](auto& runner) { return runner.plan(); });
  }
  std::vector<Migration> up() override {
    return opened_.with_runner(parts_, [](auto& runner) { return runner.up(); });
  }
  std::vector<std::string> repair() override {
    // A migration here is one transaction: a run that died has left nothing to mend.
    return {};
  }

 private:
  ProviderParts parts_;
  Opened opened_;
};

class SqliteProvider final : public Provider {
 public:
  explicit SqliteProvider(ProviderParts parts) : parts_(std::move(parts)) {}

  [[nodiscard]] std::string_view name() const override { return "sqlite"; }
  [[nodiscard]] std::string_view description() const override {
    return "one local SQLite file, the default";
  }
  [[nodiscard]] std::vector<std::string> location_schemes() const override { return {"sqlite"}; }

  [[nodiscard]] std::map<std::string, std::string> settings_of(
      std::string_view location) const override {
    if (!location.starts_with(kScheme) || location.size() == kScheme.size()) {
      throw Error(ErrorCode::invalid_argument, fmt::format("'{}' names no SQLite file", location),
                  "write sqlite:PATH");
    }
    return {{"path", std::string(location.substr(kScheme.size()))}};
  }

  [[nodiscard]] std::unique_ptr<SessionStore> open(const OpenOptions& options) const override {
    Opened opened(options, parts_);
    sql::SqlBackend backend;
    backend.provider = name();
    backend.location = std::string(kScheme) + opened.file();
    sql::SchemaFit schema = opened.with_runner(
        parts_, [&](auto& runner) { return runner.fit(options, backend.location); });
    if (opened.file() != kMemory) backend.copy = std::filesystem::absolute(opened.file()).string();
    backend.schema_version = schema.version;
    backend.read_only = std::move(schema.read_only);
    backend.writers = opened.writers();
    backend.readers = opened.readers();
    backend.check_storage = check_file;
    backend.clock = parts_.clock;
    return sql::make_sql_store(std::move(backend));
  }

  [[nodiscard]] std::unique_ptr<SchemaAdmin> open_schema(
      const OpenOptions& options) const override {
    return std::make_unique<SqliteSchema>(options, parts_);
  }

 private:
  ProviderParts parts_;
};

}  // namespace

ProviderParts default_parts() {
  return {file_system_type, embedded_migrations(), system_clock_millis};
}

std::unique_ptr<Provider> make_provider(ProviderParts parts) {
  return std::make_unique<SqliteProvider>(std::move(parts));
}

// Too late, it changes nothing.
void stop_counting_memory() noexcept { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

}  // namespace sessionstore::sqlite
