#pragma once

#include <sessionstore/sql/connection.h>

#include <chrono>
#include <string>

namespace sessionstore::sql {

/// The right to change the schema, for engines where no transaction can hold it: a row of the table
/// ss_migration_lease with its owner and a beat. An owner that died is known by a beat that stands
/// still, seen by the waiter's own clock: so no two machines' clocks need to agree, and it holds on
/// every node of a cluster, which GET_LOCK does not. One thread.
class MigrationLease {
 public:
  /// `patience`: how long a beat may stand still.
  MigrationLease(Connection& connection, std::chrono::milliseconds patience);
  /// Gives it up if held.
  ~MigrationLease();
  MigrationLease(const MigrationLease&) = delete;
  MigrationLease& operator=(const MigrationLease&) = delete;

  /// Makes the table where there is none.
  static void create_table(Connection& connection);

  /// Whether it is ours now. To be called again, after a while, until it is.
  bool try_acquire();
  /// Shows that the owner lives. Throws Error(conflict) where another one has taken over.
  void beat();

 private:
  Connection& connection_;
  std::chrono::milliseconds patience_;
  std::string me_;
  bool held_ = false;
  std::string seen_;  // the other owner and its beat, as last seen
  std::chrono::steady_clock::time_point seen_since_;
};

}  // namespace sessionstore::sql
