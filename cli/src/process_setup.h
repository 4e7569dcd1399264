#pragma once

namespace sessionstore::cli {

/// What the process needs before anything else is done: signals that only tell of a failing write
/// are errors of that write, and the three standard descriptors are open. Throws nothing.
void set_up_process() noexcept;

}  // namespace sessionstore::cli
