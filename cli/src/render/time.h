#pragma once

#include <sessionstore/model.h>

#include <string>

namespace sessionstore::cli {

/// "just now", "5 min ago", "3 h ago", "2 d ago"; older than 30 days or in the future: the date.
/// "-" for 0, which stands for no time.
std::string relative_time(Millis time, Millis now);

/// "2026-11-21 03:39:01" in the user's time zone; "-" for 0. A time that no calendar can hold is
/// shown as its number.
std::string absolute_time(Millis time);

/// "0.3 s", "12 s", "3 min 5 s", "2 h 5 min".
std::string duration(double seconds);

}  // namespace sessionstore::cli
