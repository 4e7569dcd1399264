#pragma once

#include <cstddef>
#include <string_view>

namespace sessionstore::sql {

/// What is left of the differences between SQL databases. Plain facts, no behaviour.
struct Dialect {
  std::string_view name;         ///< for messages
  std::string_view begin_write;  ///< starts a transaction that will write: takes the lock at once
  std::string_view before_read;  ///< to be run before begin_read; empty where nothing is needed
  std::string_view begin_read;   ///< starts a transaction that sees one snapshot
  /// A query with one parameter that gives a row where a table of that name exists.
  std::string_view table_exists;
  bool transactional_ddl = false;    ///< a failed migration leaves nothing behind
  std::size_t rows_per_insert = 1;   ///< how many rows one INSERT takes for the best speed
  std::size_t bytes_per_insert = 0;  ///< how many bytes of data an INSERT of several rows may hold
};

}  // namespace sessionstore::sql
