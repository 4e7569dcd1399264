#include <memory>

#include "commands/command.h"
#include "destination.h"
#include "places.h"
#include "transfer_run.h"

namespace sessionstore::cli {

namespace {

struct CopyEnds {
  std::string from;
  std::string to;
  DestinationOptions options;
};

int run_copy(Context& context, const CopyEnds& ends) {
  context.data_on_stdout = is_stdout(context, ends.to, "--to");
  const StopSignals signals;
  // Opened once there is something to copy: a mistyped source makes no store.
  std::unique_ptr<Destination> destination;
  const auto target = [&]() -> Destination& {
    if (!destination) {
      destination = open_destination(context, ends.to, "--to", ends.options);
    }
    return *destination;
  };
  const auto source = open_source(context, ends.from, "--from", [&] { return target().store(); });
  return run_transfer(context, *source, target(), signals);
}

}  // namespace

Command copy_command(CLI::App& program) {
  CLI::App* parser = add_command(
      program, "copy", "Copy all sessions of one place into another; run again, it goes on",
      {"sessionstore copy --from sqlite:~/.opencode/sessionstore.db --to store",
       "sessionstore copy --from store --to sqlite:backup.db",
       "sessionstore copy --from sqlite:backup.db --to mysql://me@db.example.com/opencode",
       "sessionstore copy --from opencode:~/.local/share/opencode --to bundle:history.bundle"});
  auto ends = std::make_shared<CopyEnds>();
  parser->add_option("--from", ends->from, "The place to read; it is not changed")
      ->required()
      ->type_name("LOCATION");
  parser->add_option("--to", ends->to, "The place to write; made where there is none")
      ->required()
      ->type_name("LOCATION");
  add_map_option(*parser, ends->options);
  return {parser, [ends](Context& context) { return run_copy(context, *ends); }};
}

}  // namespace sessionstore::cli
