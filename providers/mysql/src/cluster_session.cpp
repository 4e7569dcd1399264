#include "cluster_session.h"

#include <cppconn/exception.h>
#include <cppconn/resultset.h>
#include <cppconn/statement.h>

#include <memory>
#include <string>

namespace sessionstore::mysql {
namespace {

constexpr int kUnknownVariable = 1193;

}  // namespace

bool set_up_galera(::sql::Connection& connection) {
  const std::unique_ptr<::sql::Statement> statement(connection.createStatement());
  const std::unique_ptr<::sql::ResultSet> found(
      statement->executeQuery("SHOW VARIABLES LIKE 'wsrep_on'"));
  if (!found->next() || found->getString(2) != "ON") return false;
  // Bit 0: before a transaction, and before a query outside of one.
  statement->execute("SET SESSION wsrep_sync_wait = @@SESSION.wsrep_sync_wait | 1");
  return true;
}

bool set_up_group(::sql::Connection& connection) {
  const std::unique_ptr<::sql::Statement> statement(connection.createStatement());
  std::unique_ptr<::sql::ResultSet> found;
  try {
    // Far cheaper than to ask which variables there are.
    found.reset(statement->executeQuery(
        "SELECT @@SESSION.group_replication_consistency, @@GLOBAL.super_read_only OR NOT "
        "@@GLOBAL.group_replication_single_primary_mode, @@GLOBAL.group_replication_group_name"));
  } catch (const ::sql::SQLException& exception) {
    if (exception.getErrorCode() != kUnknownVariable) throw;
    return false;  // the plugin is not there
  }
  if (!found->next() || found->getString(3).length() == 0) return false;
  const std::string consistency = found->getString(1).asStdString();
  const bool others_write = found->getInt(2) != 0;
  const bool waits_for_others = consistency == "BEFORE" || consistency == "BEFORE_AND_AFTER";
  if (others_write && !waits_for_others) {
    statement->execute("SET SESSION group_replication_consistency = 'BEFORE'");
  } else if (consistency == "EVENTUAL") {
    statement->execute("SET SESSION group_replication_consistency = 'BEFORE_ON_PRIMARY_FAILOVER'");
  }
  return true;
}

}  // namespace sessionstore::mysql
