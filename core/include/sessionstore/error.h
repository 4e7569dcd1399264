#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace sessionstore {

/// What went wrong, in the few kinds that callers branch on. Never branch on the text.
enum class ErrorCode {
  not_found,          ///< the named store, project, session or row does not exist
  already_exists,     ///< a row of that id is there already
  constraint,         ///< the data breaks a rule of the store, such as a length limit
  conflict,           ///< somebody else changed the row since it was read
  timeout,            ///< waited as long as configured: try again
  unavailable,        ///< the store cannot be reached or written now: try again
  permission_denied,  ///< credentials or file permissions refuse it
  invalid_argument,   ///< wrong usage or configuration
  unsupported,        ///< this provider or version cannot do it
  version_mismatch,   ///< the schema or format is newer than this program
  corrupt,            ///< damaged data
  interrupted,        ///< the caller asked to stop; what was written is whole
  internal,           ///< a bug in this library
};

/// The code's stable name, such as "not_found": what `--json` prints.
std::string_view to_string(ErrorCode code) noexcept;

/// The one exception of this library. Thread-safe to copy and to read.
///
/// `what()` names the thing and the cause, `hint()` the remedy; neither ever holds a secret.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message, std::string hint = {}, int native_code = 0);
  /// `cause`, of a write that may have happened all the same: nobody could say.
  static Error of_unknown_outcome(const Error& cause);

  [[nodiscard]] ErrorCode code() const noexcept { return code_; }
  [[nodiscard]] const std::string& hint() const noexcept { return hint_; }
  /// The driver's own number (SQLite's extended result code, MySQL's errno, errno), for logs; 0 if
  /// none.
  [[nodiscard]] int native_code() const noexcept { return native_code_; }
  /// Whether the same call may succeed later with nothing changed by the caller.
  [[nodiscard]] bool retryable() const noexcept {
    return code_ == ErrorCode::timeout || code_ == ErrorCode::unavailable;
  }
  /// Whether the write that failed may have happened, whole: look before you write again. Where
  /// this is false, nothing of it has.
  [[nodiscard]] bool outcome_unknown() const noexcept { return outcome_unknown_; }

 private:
  ErrorCode code_;
  int native_code_;
  bool outcome_unknown_ = false;
  std::string hint_;
};

}  // namespace sessionstore
