#pragma once

#include <functional>

namespace sessionstore::conformance {

/// Runs `work(0)` ... `work(threads - 1)` in a thread each, all begun at the same moment, and waits
/// for all of them. Throws what the first of them threw.
void at_once(int threads, const std::function<void(int)>& work);

}  // namespace sessionstore::conformance
