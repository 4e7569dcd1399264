#include "transfer_run.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/transfer.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "attribution.h"
#include "exit_code.h"
#include "render/report.h"

namespace sessionstore::cli {

TransferRun::TransferRun(Context& context, const StopSignals& signals)
    : progress_(stderr, context.err(), !context.options.quiet && !context.options.no_progress) {
  options_.stop = &signals.stop();
  options_.author = author_of(context);
  options_.machine = machine_of(context);
  options_.on_progress = [this](const TransferProgress& now) { progress_.update(now); };
}

TransferReport transfer_to(Context& context, SessionSource& source, Destination& destination,
                           const StopSignals& signals) {
  // Standard input and output are two places of one name.
  if (!destination.on_stdout() && source.location() == destination.location()) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("source and target are the same place: {}", destination.location()));
  }
  const TransferRun run(context, signals);
  return destination.take(source, run.options());
}

int run_transfer(Context& context, SessionSource& source, Destination& destination,
                 const StopSignals& signals) {
  return finish_transfer(context, transfer_to(context, source, destination, signals));
}

int finish_transfer(Context& context, const TransferReport& report, const Json* more) {
  std::FILE* const out = context.report_file();
  if (context.options.json) {
    Json document = report_json(report);
    if (more != nullptr) {
      document.update(*more);
    }
    write_json(out, document);
  } else if (!context.options.quiet || !report.skipped.empty() || report.interrupted) {
    print_report(out, context.data_on_stdout ? context.err() : context.out(), report,
                 context.options.verbose);
  }
  if (report.interrupted) {
    return kInterrupted;
  }
  return report.skipped.empty() ? kDone : kPartial;
}

}  // namespace sessionstore::cli
