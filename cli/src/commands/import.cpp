#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/error.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "commands/command.h"
#include "destination.h"
#include "places.h"
#include "render/number.h"
#include "render/text.h"
#include "returning_sessions.h"
#include "transfer_run.h"

namespace sessionstore::cli {

namespace {

struct ImportArguments {
  std::string location;
  bool salvage = false;
};

constexpr const char* kWhat = "the LOCATION to import";

std::unique_ptr<SessionSource> open(Context& context, const ImportArguments& options) {
  if (is_bundle(options.location)) {
    return open_bundle(context, options.location, kWhat, options.salvage);
  }
  if (options.salvage) {
    throw Error(ErrorCode::invalid_argument, "--salvage is for bundles only",
                "import of any other place takes what is whole by itself");
  }
  return open_source(context, options.location, kWhat, [&] { return &context.store_or_new(); });
}

void tell_what_returned(const Context& context, const std::vector<std::string>& ids) {
  if (ids.empty() || context.options.json) {
    return;
  }
  constexpr std::size_t kMost = 5;
  const std::span<const std::string> named(ids.data(), std::min(ids.size(), kMost));
  context.note(fmt::format(
      "{} that had been deleted here came back: {}{}. `sessionstore delete ID...` deletes them "
      "again.",
      counted(static_cast<std::int64_t>(ids.size()), "session"),
      printable_line(fmt::format("{}", fmt::join(named, " "))),
      ids.size() > kMost ? " ... (all with --json)" : ""));
}

int run_import(Context& context, const ImportArguments& options) {
  // A store that cannot be used is told of before anything is read; one is made only once there is
  // something to put into it.
  context.store_to_change_if_any();
  const StopSignals signals;
  const auto opened = open(context, options);
  SessionStore& store = context.store_or_new();
  ReturningSessions source(*opened, store);
  const auto destination = destination_of(store);
  const TransferReport report = transfer_to(context, source, *destination, signals);
  const std::vector<std::string> returned = source.returned();
  const Json more = {{"returned", returned}};
  const int code = finish_transfer(context, report, &more);
  tell_what_returned(context, returned);
  return code;
}

}  // namespace

Command import_command(CLI::App& program) {
  CLI::App* parser = add_command(
      program, "import", "Take sessions into the store; never touches where they come from",
      {"sessionstore import", "sessionstore import opencode:~/backup/opencode",
       "sessionstore import opencode:./storage --json", "sessionstore import bundle:history.bundle",
       "sessionstore --store sqlite:/tmp/try.db import"});
  auto options = std::make_shared<ImportArguments>();
  parser
      ->add_option("LOCATION", options->location,
                   "opencode:PATH, a data directory or its storage/; opencode-go:PATH or "
                   "opencode-go:DSN, the Go OpenCode's database; bundle:PATH, `-` for a pipe; "
                   "sqlite:PATH or mysql://..., another store; your own OpenCode data without it")
      ->type_name("");
  parser->add_flag("--salvage", options->salvage, "Of a damaged bundle take what is whole");
  return {parser, [options](Context& context) { return run_import(context, *options); }};
}

}  // namespace sessionstore::cli
