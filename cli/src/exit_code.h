#pragma once

#include <sessionstore/error.h>

namespace sessionstore::cli {

// What the program ends with: a contract for scripts.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;
inline constexpr int kPartial = 3;
inline constexpr int kRefused = 4;
inline constexpr int kDamaged = 5;
inline constexpr int kVersion = 6;
inline constexpr int kBusy = 7;
inline constexpr int kNotFound = 10;
inline constexpr int kInterrupted = 130;

/// The exit code of an error.
int exit_code(ErrorCode code) noexcept;

}  // namespace sessionstore::cli
