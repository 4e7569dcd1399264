#pragma once

#include <sessionstore/sql/connection.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "opencode_db/table.h"
#include "row_hash.h"

namespace sessionstore::interop {

/// The rows of one table, each with its hash, in whatever order is the fastest.
class HashedTable {
 public:
  /// The columns `texts` and `integers` are read as they are named, which is the fastest; all
  /// others come with their types. None of `texts` may be missing.
  HashedTable(const Table& table, std::vector<std::string> texts,
              std::vector<std::string> integers);

  /// A row: its columns `texts`, in that order, and its hash. The row's views live until the
  /// callback returns.
  using Use = std::function<void(const sql::Row& row, const HashSum& hash)>;

  /// All rows, in one pass over the table; with `rest`, what stands after FROM TABLE t.
  void read(sql::Connection& connection, const Use& use) const;
  void read(sql::Connection& connection, std::string_view rest,
            std::initializer_list<sql::Value> parameters, const Use& use) const;

 private:
  std::string name_;
  std::string select_;
  int texts_;
  int integers_;
  int others_ = 0;
};

}  // namespace sessionstore::interop
