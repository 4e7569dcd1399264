#pragma once

#include <sessionstore/config/configuration.h>

#include <string_view>

#include "entry.h"

namespace sessionstore::config {

/// The entry as a setting: whether its value may be shown.
Setting setting_of(std::string_view key, const Entry& entry);

}  // namespace sessionstore::config
