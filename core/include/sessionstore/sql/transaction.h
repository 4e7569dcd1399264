#pragma once

#include <sessionstore/sql/connection.h>

namespace sessionstore::sql {

/// A transaction that rolls back unless committed. One thread; the connection must outlive it.
class Transaction {
 public:
  enum class Kind { read, write };
  Transaction(Connection& connection, Kind kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit();

 private:
  Connection& connection_;
  bool open_ = true;
};

}  // namespace sessionstore::sql
