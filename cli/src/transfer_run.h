#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/transfer.h>

#include "context.h"
#include "destination.h"
#include "render/json_writer.h"
#include "render/progress.h"
#include "stop_signals.h"

namespace sessionstore::cli {

/// What a transfer needs to know, with a progress bar that lives as long as this does. Stops when
/// `signals` says so. All three must outlive it.
class TransferRun {
 public:
  TransferRun(Context& context, const StopSignals& signals);

  [[nodiscard]] const TransferOptions& options() const noexcept { return options_; }

 private:
  ProgressBar progress_;
  TransferOptions options_;
};

/// Sends everything to `destination` until it is done or `signals` says stop.
TransferReport transfer_to(Context& context, SessionSource& source, Destination& destination,
                           const StopSignals& signals);

/// Sends everything to `destination` until it is done or `signals` says stop; prints the report and
/// gives the exit code.
int run_transfer(Context& context, SessionSource& source, Destination& destination,
                 const StopSignals& signals);

/// Prints the report of a transfer, and gives the exit code. `more`: further members of the JSON
/// document.
int finish_transfer(Context& context, const TransferReport& report, const Json* more = nullptr);

}  // namespace sessionstore::cli
