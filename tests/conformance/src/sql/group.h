#pragma once

#include <sessionstore/conformance/check.h>
#include <sessionstore/conformance/require.h>

#include <string_view>
#include <vector>

#include "texts.h"

namespace sessionstore::conformance {

/// Puts the checks of one group into the list of all.
class SqlGroup {
 public:
  SqlGroup(std::string_view name, std::vector<SqlCheck>& checks) : name_(name), checks_(checks) {}

  /// A rule that an empty database shows.
  void with_place(std::string_view rule, void (*check)(SqlPlace&));
  /// A rule that one connection to a database with the provider's schema shows.
  void with_connection(std::string_view rule, void (*check)(sql::Connection&));
  /// A rule that two connections to the same such database show.
  void with_two(std::string_view rule, void (*check)(sql::Connection&, sql::Connection&));

 private:
  std::string_view name_;
  std::vector<SqlCheck>& checks_;
};

/// Gives the place the provider's schema.
void migrate(SqlPlace& place);

/// The first column of a query's rows.
Texts texts_of(sql::Connection& connection, std::string_view sql);
std::int64_t number_of(sql::Connection& connection, std::string_view sql);
/// Puts a row into ss_project: the simplest table there is.
void put_row(sql::Connection& connection, std::string_view id, std::string_view name = "name");

/// One or two for each file *_checks.cpp.
void add_value_checks(std::vector<SqlCheck>& checks);
void add_statement_checks(std::vector<SqlCheck>& checks);
void add_transaction_checks(std::vector<SqlCheck>& checks);
void add_migration_checks(std::vector<SqlCheck>& checks);
void add_killed_migration_checks(std::vector<SqlCheck>& checks);
void add_schema_fit_checks(std::vector<SqlCheck>& checks);
void add_column_checks(std::vector<SqlCheck>& checks);
void add_pool_checks(std::vector<SqlCheck>& checks);
void add_fault_checks(std::vector<SqlCheck>& checks);
void add_retry_checks(std::vector<SqlCheck>& checks);
void add_transfer_fault_checks(std::vector<SqlCheck>& checks);

}  // namespace sessionstore::conformance
