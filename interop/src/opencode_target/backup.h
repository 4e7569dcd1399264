#pragma once

#include <sessionstore/model.h>

#include <filesystem>

namespace sessionstore::interop {

/// Copies OpenCode's database, as it is committed now, to `DATABASE.before-export-TIME` beside it,
/// and removes older copies of that name but the last two, and what a killed run left of one a day
/// ago or longer. Throws Error(unavailable) where there is
/// no room.
void back_up(const std::filesystem::path& database, Millis now);

}  // namespace sessionstore::interop
