#pragma once

#include <sessionstore/provider.h>

#include <memory>

namespace example {

/// The provider "memory": each open() makes a new, empty store. It has no settings.
std::unique_ptr<sessionstore::Provider> make_memory_provider();

}  // namespace example
