#pragma once

#include <sessionstore/sql/connection.h>

#include <cstdint>

namespace sessionstore::sql {

/// What a schema says of programs that know an earlier version of it only: the earliest version
/// that a program must know to read, and to write. A migration that such programs can live with
/// says so in a row of its own in ss_compatibility; where the newest one says nothing, they cannot.
struct Compatibility {
  std::int64_t reading = INT64_MAX;
  std::int64_t writing = INT64_MAX;
};

Compatibility read_compatibility(Connection& connection, std::int64_t version);

}  // namespace sessionstore::sql
