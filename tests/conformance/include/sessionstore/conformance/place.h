#pragma once

#include <sessionstore/sql/connection.h>
#include <sessionstore/sql/migration_runner.h>
#include <sessionstore/store.h>

#include <functional>
#include <memory>
#include <span>

/// Where the checks work. Whoever writes a provider says once how such a place is made, and throws
/// it away in the destructor: a file in a new directory, a database with a new name on a server.
namespace sessionstore::conformance {

/// A place for one store, empty when it is made. Thread-safe.
class StorePlace {
 public:
  virtual ~StorePlace() = default;
  /// The store of this place, made where there is none yet. Each call opens it once more, as
  /// another program would, and earlier ones stay in use beside it; a place that lives in memory
  /// alone hands out the same store again.
  virtual std::shared_ptr<SessionStore> open() = 0;
};

/// A database for one store, without any table when it is made. Thread-safe.
class SqlPlace {
 public:
  virtual ~SqlPlace() = default;
  /// Another connection to this place.
  virtual std::unique_ptr<sql::Connection> connect() = 0;
  /// The provider's own schema.
  [[nodiscard]] virtual std::span<const sql::EmbeddedMigration> migrations() const = 0;
};

/// Makes a new place. A check calls it as often as it needs one, and may do so from one thread
/// only.
using NewStorePlace = std::function<std::unique_ptr<StorePlace>()>;
using NewSqlPlace = std::function<std::unique_ptr<SqlPlace>()>;

}  // namespace sessionstore::conformance
