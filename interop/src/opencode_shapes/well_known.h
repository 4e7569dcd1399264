#pragma once

namespace sessionstore::interop {

/// The reason of a note on a file whose bytes were no UTF-8.
inline constexpr const char* kRepaired = "bytes that are no UTF-8 were replaced by U+FFFD";

/// Where what names no project at all goes.
inline constexpr const char* kRecoveredProject = "recovered";
/// OpenCode's project of all directories outside any repository.
inline constexpr const char* kGlobalProject = "global";

}  // namespace sessionstore::interop
