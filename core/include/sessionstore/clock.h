#pragma once

#include <sessionstore/model.h>

#include <functional>

namespace sessionstore {

/// Tells the time; injected, so that tests need not wait. Must be thread-safe.
using Clock = std::function<Millis()>;

/// The system's wall clock.
Millis system_clock_millis();

}  // namespace sessionstore
