#include <sessionstore/sql/transaction.h>

namespace sessionstore::sql {

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
  const Dialect& dialect = connection.dialect();
  if (kind == Kind::write) {
    connection_.execute(dialect.begin_write);
    return;
  }
  if (!dialect.before_read.empty()) connection_.execute(dialect.before_read);
  connection_.execute(dialect.begin_read);
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    connection_.execute("ROLLBACK");
  } catch (...) {
    // The pool finds the connection not reusable and closes it, which rolls back as well.
    return;
  }
}

void Transaction::commit() {
  connection_.execute("COMMIT");
  open_ = false;
}

}  // namespace sessionstore::sql
