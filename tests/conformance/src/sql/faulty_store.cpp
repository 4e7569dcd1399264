#include "sql/faulty_store.h"

#include <sessionstore/sql/sql_store.h>

namespace sessionstore::conformance {

std::unique_ptr<SessionStore> open_faulty_store(SqlPlace& place,
                                                const std::shared_ptr<FaultPlan>& plan) {
  sql::PoolLimits limits;
  limits.max_connections = limits.max_idle = 3;
  const auto dial = [&place, plan](std::chrono::milliseconds) {
    return std::make_unique<FaultyConnection>(place.connect(), plan);
  };
  sql::SqlBackend backend;
  backend.provider = "faulty";
  backend.location = "faulty:";
  backend.schema_version = place.migrations().back().version;
  backend.writers = backend.readers =
      std::make_shared<sql::ConnectionPool>("faulty connections", dial, limits);
  backend.check_storage = [](sql::Connection&) { return std::vector<Difference>(); };
  return sql::make_sql_store(std::move(backend));
}

}  // namespace sessionstore::conformance
