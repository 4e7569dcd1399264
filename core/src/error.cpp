#include <sessionstore/error.h>

#include <utility>

namespace sessionstore {

std::string_view to_string(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::already_exists:
      return "already_exists";
    case ErrorCode::constraint:
      return "constraint";
    case ErrorCode::conflict:
      return "conflict";
    case ErrorCode::timeout:
      return "timeout";
    case ErrorCode::unavailable:
      return "unavailable";
    case ErrorCode::permission_denied:
      return "permission_denied";
    case ErrorCode::invalid_argument:
      return "invalid_argument";
    case ErrorCode::unsupported:
      return "unsupported";
    case ErrorCode::version_mismatch:
      return "version_mismatch";
    case ErrorCode::corrupt:
      return "corrupt";
    case ErrorCode::interrupted:
      return "interrupted";
    case ErrorCode::internal:
      return "internal";
  }
  return "internal";
}

Error::Error(ErrorCode code, const std::string& message, std::string hint, int native_code)
    : std::runtime_error(message), code_(code), native_code_(native_code), hint_(std::move(hint)) {}

Error Error::of_unknown_outcome(const Error& cause) {
  Error error(cause.code(),
              std::string(cause.what()) + "; whether the write has happened is unknown",
              "look whether it is there before you repeat it", cause.native_code());
  error.outcome_unknown_ = true;
  return error;
}

}  // namespace sessionstore
