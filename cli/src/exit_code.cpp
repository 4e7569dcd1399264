#include "exit_code.h"

namespace sessionstore::cli {

int exit_code(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::not_found:
      return kNotFound;
    case ErrorCode::invalid_argument:
    case ErrorCode::unsupported:
      return kUsage;
    case ErrorCode::permission_denied:
      return kRefused;
    case ErrorCode::corrupt:
      return kDamaged;
    case ErrorCode::version_mismatch:
      return kVersion;
    case ErrorCode::timeout:
    case ErrorCode::unavailable:
      return kBusy;
    case ErrorCode::interrupted:
      return kInterrupted;
    case ErrorCode::already_exists:
    case ErrorCode::constraint:
    case ErrorCode::conflict:
    case ErrorCode::internal:
      return kFailed;
  }
  return kFailed;
}

}  // namespace sessionstore::cli
