#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/opencode.h>
#include <sessionstore/transfer.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>

#include "commands/command.h"
#include "exit_code.h"
#include "location.h"
#include "render/progress.h"
#include "render/report.h"
#include "stop_signals.h"

namespace sessionstore::cli {

namespace {

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

/// Opens what the user named, or their own OpenCode data. A store is made only once the source asks
/// it for an alias.
std::unique_ptr<SessionSource> open_source(Context& context, const std::string& location) {
  const auto known_alias = [&context](const std::string& alias) -> std::optional<std::string> {
    const auto project = context.store_or_new().find_project(alias);
    return project ? std::optional(project->id) : std::nullopt;
  };
  if (location.empty()) {
    return interop::open_opencode(
        interop::default_opencode_directory(context.variable("XDG_DATA_HOME"),
                                            context.environment().home),
        known_alias);
  }
  const std::string_view scheme = scheme_of(location);
  if (scheme != "opencode") {
    throw Error(ErrorCode::invalid_argument,
                scheme.empty()
                    ? std::string("the LOCATION to import does not say what kind it is")
                    : fmt::format("'{}:' is nothing that this version can import", scheme),
                "known: opencode:PATH, where PATH is OpenCode's data directory or its storage/");
  }
  const std::string_view path = path_of(location);
  if (path.empty()) {
    throw Error(ErrorCode::invalid_argument, "opencode: needs a path",
                "opencode:~/.local/share/opencode is OpenCode's usual place");
  }
  return interop::open_opencode(
      context.environment().working_directory / std::filesystem::path(path), known_alias);
}

TransferReport run_transfer(Context& context, SessionSource& source, const StopSignals& signals) {
  TransferOptions options;
  options.stop = &signals.stop();
  options.author = context.setting("sessionProvider.author").value_or(context.variable("USER"));
  options.machine = context.setting("sessionProvider.machine").value_or(host_name());
  ProgressBar progress(stderr, context.err(),
                       !context.options.quiet && !context.options.no_progress);
  options.on_progress = [&progress](const TransferProgress& now) { progress.update(now); };
  return transfer(source, context.store_or_new(), options);
}

int run(Context& context, const std::string& location) {
  // A store that cannot be used is told of before anything is read; one is made only once there is
  // something to put into it.
  context.store_if_any();
  const StopSignals signals;
  const std::unique_ptr<SessionSource> source =
      open_source(context, with_home(location, context.environment().home.native()));
  const TransferReport report = run_transfer(context, *source, signals);
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

}  // namespace

Command import_command(CLI::App& program) {
  CLI::App* parser = add_command(
      program, "import", "Take sessions into the store; never touches where they come from",
      {"sessionstore import", "sessionstore import opencode:~/backup/opencode",
       "sessionstore import opencode:./storage --json",
       "sessionstore --store sqlite:/tmp/try.db import"});
  auto location = std::make_shared<std::string>();
  parser
      ->add_option(
          "LOCATION", *location,
          "opencode:PATH, a data directory or its storage/; your own OpenCode data without it")
      ->type_name("");
  return {parser, [location](Context& context) { return run(context, *location); }};
}

}  // namespace sessionstore::cli
