#pragma once

#include <sessionstore/provider.h>

#include <memory>

namespace sessionstore::providers {

/// Holds the name `mysql` in this version, which has no MySQL provider: opening says so, so that
/// nobody who asked for MySQL is ever given something else.
std::unique_ptr<Provider> make_mysql_refusal();

}  // namespace sessionstore::providers
