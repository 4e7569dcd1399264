#pragma once

#include <sessionstore/error.h>

#include <string>

namespace sessionstore::sql {

/// A statement failed in a way that running the whole transaction again may mend. A driver throws
/// it in place of a plain Error; SqlStore repeats the step, and callers of a store see it only as
/// the Error that it is, once repeating did not help. After a COMMIT neither kind is believed: on a
/// cluster a refused one can have happened all the same, so SqlStore looks.
class TransientError : public Error {
 public:
  enum class Kind {
    rolled_back,  ///< the server refused it: nothing of the transaction has happened, so it says
    connection_lost,  ///< what was sent last may have happened; what was open is rolled back
  };
  TransientError(Kind kind, ErrorCode code, const std::string& message, std::string hint,
                 int native_code)
      : Error(code, message, std::move(hint), native_code), kind_(kind) {}

  [[nodiscard]] Kind kind() const noexcept { return kind_; }

 private:
  Kind kind_;
};

}  // namespace sessionstore::sql
