#include "transfer_run.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/transfer.h>
#include <unistd.h>

#include <array>
#include <cstdio>

#include "exit_code.h"
#include "render/progress.h"
#include "render/report.h"

namespace sessionstore::cli {

namespace {

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

TransferReport transfer_with_progress(Context& context, SessionSource& source, SessionStore& store,
                                      const StopSignals& signals) {
  TransferOptions options;
  options.stop = &signals.stop();
  options.author = context.setting("sessionProvider.author").value_or(context.variable("USER"));
  options.machine = context.setting("sessionProvider.machine").value_or(host_name());
  ProgressBar progress(stderr, context.err(),
                       !context.options.quiet && !context.options.no_progress);
  options.on_progress = [&progress](const TransferProgress& now) { progress.update(now); };
  return transfer(source, store, options);
}

}  // namespace

int run_transfer(Context& context, SessionSource& source, SessionStore& store,
                 const StopSignals& signals) {
  if (source.location() == store.location()) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("source and target are the same place: {}", store.location()));
  }
  const TransferReport report = transfer_with_progress(context, source, store, signals);
  if (context.options.json) {
    write_json(stdout, report_json(report));
  } else if (!context.options.quiet || !report.skipped.empty() || report.interrupted) {
    print_report(stdout, context.out(), report, context.options.verbose);
  }
  if (report.interrupted) {
    return kInterrupted;
  }
  return report.skipped.empty() ? kDone : kPartial;
}

}  // namespace sessionstore::cli
