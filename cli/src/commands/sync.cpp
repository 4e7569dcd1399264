#include <sessionstore/error.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "attribution.h"
#include "commands/command.h"
#include "exit_code.h"
#include "render/progress.h"
#include "render/sync_report.h"
#include "stop_signals.h"
#include "sync_sides.h"
#include "watch.h"

namespace sessionstore::cli {

namespace {

struct SyncArguments {
  SidesOptions sides;
  std::vector<std::string> sessions;
  bool dry_run = false;
  bool restore = false;
  bool all_authors = false;
  std::int64_t max_delete = SyncOptions().max_delete;
  bool watch = false;
  WatchTimes times;
};

SyncOptions sync_options(Context& context, SyncSides& sides, const SyncArguments& given,
                         SyncDirection direction, const StopSignals& signals) {
  SyncOptions options;
  options.stop = &signals.stop();
  options.direction = direction;
  options.dry_run = given.dry_run;
  options.restore = given.restore;
  options.max_delete = given.max_delete;
  options.author = author_of(context);
  options.machine = machine_of(context);
  options.before_loss = [&sides](SessionSource& source, const std::string& id) {
    sides.copies().keep(source, id, system_clock_millis());
  };
  options.scope.sessions = sides.find(given.sessions);
  if (options.scope.sessions.empty()) {
    options.scope = sides.scope(given.all_authors);
  }
  return options;
}

int exit_code_of(const SyncReport& report) {
  if (report.transfer.interrupted) {
    return kInterrupted;
  }
  return report.transfer.skipped.empty() && report.conflicts.empty() ? kDone : kPartial;
}

int run_once(Context& context, const SyncArguments& given, SyncDirection direction) {
  const StopSignals signals;
  SyncSides sides(context, given.sides);
  SyncOptions options = sync_options(context, sides, given, direction, signals);
  SyncReport report;
  {
    ProgressBar progress(stderr, context.err(),
                         !context.options.quiet && !context.options.no_progress);
    options.on_progress = [&](const TransferProgress& now) { progress.update(now); };
    report = sync(sides.local(), sides.remote(), sides.journal(), options);
  }
  if (context.options.json) {
    write_json(stdout, sync_json(report));
  } else if (!context.options.quiet || exit_code_of(report) != kDone) {
    print_sync(stdout, context.out(), report, given.dry_run, context.options.verbose);
  }
  return exit_code_of(report);
}

int run_watching(Context& context, const SyncArguments& given) {
  const StopSignals signals;
  Watch watch(context, given.sides, given.times, signals);
  return watch.run([&](SyncSides& sides) {
    const SyncOptions options = sync_options(context, sides, given, SyncDirection::both, signals);
    return sync(sides.local(), sides.remote(), sides.journal(), options);
  });
}

CLI::App* add_sync_options(CLI::App* parser, SyncArguments& options) {
  parser
      ->add_option("ID", options.sessions,
                   "These sessions with their children, or unambiguous prefixes of their ids; "
                   "all of the project without")
      ->type_name("");
  add_sides_options(*parser, options.sides);
  parser->add_flag("--dry-run", options.dry_run, "Show what would be done, and do nothing");
  parser
      ->add_option("--max-delete", options.max_delete,
                   "Carry over no deletion at all where there are more than this (10 unless told)")
      ->check(CLI::Range(0, 1'000'000))
      ->type_name("N");
  parser->add_flag("--restore", options.restore, "Bring back sessions that one side has deleted");
  parser->add_flag("--all-authors", options.all_authors,
                   "Everybody's, also where a directory's name is all that tells the project");
  return parser;
}

Command one_way(CLI::App& program, const char* name, const char* description,
                const std::vector<std::string>& examples, SyncDirection direction) {
  auto options = std::make_shared<SyncArguments>();
  CLI::App* parser = add_sync_options(add_command(program, name, description, examples), *options);
  return {parser, [options, direction](Context& context) {
            return run_once(context, *options, direction);
          }};
}

}  // namespace

Command push_command(CLI::App& program) {
  return one_way(program, "push", "Send what is new in your OpenCode to the store",
                 {"sessionstore push", "sessionstore push ses_1fbe9f --remote store",
                  "sessionstore push --all-projects --dry-run"},
                 SyncDirection::push);
}

Command pull_command(CLI::App& program) {
  return one_way(program, "pull", "Bring what is new in the store into your OpenCode",
                 {"sessionstore pull", "sessionstore pull ses_1fbe9f",
                  "sessionstore pull --map /home/alice/app='${HOME}/app'"},
                 SyncDirection::pull);
}

Command sync_command(CLI::App& program) {
  auto options = std::make_shared<SyncArguments>();
  CLI::App* parser = add_sync_options(
      add_command(
          program, "sync", "Both: push and pull, and tell where two went on at once",
          {"sessionstore sync", "sessionstore sync --all-projects", "sessionstore sync --watch",
           "sessionstore sync --remote mysql://me@db.example.com/opencode"}),
      *options);
  CLI::Option* watch = parser->add_flag("--watch", options->watch,
                                        "Go on: sync whenever either side changes, until stopped");
  watch->excludes("--dry-run");
  parser
      ->add_option("--interval", options->times.remote,
                   "With --watch, ask the store at least every so many seconds (5 unless told)")
      ->check(CLI::Range(0.2, 3600.0))
      ->type_name("SECONDS");
  return {parser, [options](Context& context) {
            return options->watch ? run_watching(context, *options)
                                  : run_once(context, *options, SyncDirection::both);
          }};
}

}  // namespace sessionstore::cli
