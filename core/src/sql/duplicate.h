#pragma once

#include <sessionstore/sql/transient_error.h>

#include <string>

namespace sessionstore::sql {

/// Runs `insert`, of rows that nobody else can have put there, but for another node of a cluster
/// that was faster: such as the next number of a session that this transaction holds. A key that is
/// there already then ends in a TransientError, so that the step is repeated. Where the caller's
/// own id may be there, `refuse` looks for it and throws the Error to be told; it gets the number.
template <typename Insert, typename Refuse>
void insert_new(const Insert& insert, const Refuse& refuse) {
  try {
    insert();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::already_exists) throw;
    refuse(error.native_code());
    throw TransientError(TransientError::Kind::rolled_back, ErrorCode::unavailable,
                         std::string("another writer was faster: ") + error.what(),
                         "run the same command again", error.native_code());
  }
}
template <typename Insert>
void insert_new(const Insert& insert) {
  insert_new(insert, [](int) {});
}

}  // namespace sessionstore::sql
