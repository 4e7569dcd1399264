#include <memory>

#include "commands/command.h"
#include "places.h"
#include "transfer_run.h"

namespace sessionstore::cli {

namespace {

int run(Context& context, const std::string& location) {
  // A store that cannot be used is told of before anything is read; one is made only once there is
  // something to put into it.
  context.store_if_any();
  const StopSignals signals;
  const auto source = open_source(context, location, "the LOCATION to import",
                                  [&] { return &context.store_or_new(); });
  return run_transfer(context, *source, context.store_or_new(), signals);
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
      ->add_option("LOCATION", *location,
                   "opencode:PATH, a data directory or its storage/; opencode-go:PATH or "
                   "opencode-go:DSN, the "
                   "Go OpenCode's database; sqlite:PATH or mysql://..., another store; your own "
                   "OpenCode data "
                   "without it")
      ->type_name("");
  return {parser, [location](Context& context) { return run(context, *location); }};
}

}  // namespace sessionstore::cli
