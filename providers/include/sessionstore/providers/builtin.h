#pragma once

#include <sessionstore/provider.h>

namespace sessionstore::providers {

/// A registry of every provider that this build carries.
ProviderRegistry builtin_registry();

}  // namespace sessionstore::providers
