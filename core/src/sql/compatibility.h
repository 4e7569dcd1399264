#pragma once

#include <sessionstore/sql/connection.h>

#include <cstdint>

namespace sessionstore::sql {

/// What a schema says of programs that know an earlier version of it only: the earliest version
/// that a program must know to read, and to write. A migration that such programs can live with
/// says so in the table ss_compatibility, which the first one of that kind makes.
struct Compatibility {
  std::int64_t reading = INT64_MAX;
  std::int64_t writing = INT64_MAX;
};

Compatibility read_compatibility(Connection& connection);

}  // namespace sessionstore::sql
