#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/store.h>

#include "context.h"
#include "stop_signals.h"

namespace sessionstore::cli {

/// Transfers everything, with a progress bar, until it is done or `signals` says stop; prints the
/// report and gives the exit code.
int run_transfer(Context& context, SessionSource& source, SessionStore& store,
                 const StopSignals& signals);

}  // namespace sessionstore::cli
