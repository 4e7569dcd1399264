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

int run_transfer(Context& context, SessionSource& source, Destination& destination,
                 const StopSignals& signals) {
  // Standard input and output are two places of one name.
  if (!destination.on_stdout() && source.location() == destination.location()) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("source and target are the same place: {}", destination.location()));
  }
  TransferReport report;
  {
    const TransferRun run(context, signals);
    report = destination.take(source, run.options());
  }
  return finish_transfer(context, report);
}

int finish_transfer(Context& context, const TransferReport& report) {
  std::FILE* const out = context.report_file();
  if (context.options.json) {
    write_json(out, report_json(report));
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
