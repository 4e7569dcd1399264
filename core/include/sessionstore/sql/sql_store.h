#pragma once

#include <sessionstore/clock.h>
#include <sessionstore/error.h>
#include <sessionstore/sql/connection_pool.h>
#include <sessionstore/store.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace sessionstore::sql {

/// What a SQL provider hands over to get a SessionStore. Schema migrated beforehand.
struct SqlBackend {
  std::string provider;  ///< its name
  std::string location;  ///< without secrets
  /// What tells a copy of the store from the store, such as the file's path; empty where there is
  /// but one.
  std::string copy;
  std::int64_t schema_version = 0;
  std::optional<Error> read_only;  ///< what every write throws; none: it may be written
  std::shared_ptr<ConnectionPool> writers;
  std::shared_ptr<ConnectionPool> readers;  ///< may be the same pool
  /// How long a step is repeated that ended in a TransientError.
  std::chrono::milliseconds retry_for{30'000};
  std::function<std::vector<Difference>(Connection&)> check_storage;
  Clock clock = system_clock_millis;
};

/// The one repository over SQL: all the queries there are.
std::unique_ptr<SessionStore> make_sql_store(SqlBackend backend);

}  // namespace sessionstore::sql
