#include <fmt/format.h>
#include <sessionstore/clock.h>
#include <sessionstore/error.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands/command.h"
#include "exit_code.h"
#include "render/json_writer.h"
#include "render/text.h"
#include "session_id.h"

namespace sessionstore::cli {

namespace {

int run_archive(Context& context, const std::string& argument, bool undo) {
  SessionStore& store = context.store_to_change();
  const std::string id = find_session_id(store, argument);
  const auto session = store.find_session(id);
  const bool already = session && session->archived.has_value() != undo;
  if (!already) {
    store.archive_session(id, undo ? std::nullopt : std::optional(system_clock_millis()));
  }
  if (context.options.json) {
    write_json(stdout, {{"changed", already ? 0 : 1}});
  } else if (!context.options.quiet) {
    fmt::print("{} {} {}\n", printable_line(id), already ? "was already" : "is now",
               undo ? "in the list" : "archived");
  }
  return kDone;
}

}  // namespace

Command archive_command(CLI::App& program) {
  CLI::App* parser =
      add_command(program, "archive", "Take a session out of the list, or put it back",
                  {"sessionstore archive ses_1fbe9f", "sessionstore archive ses_1fbe9f --undo"});
  auto id = std::make_shared<std::string>();
  auto undo = std::make_shared<bool>(false);
  parser->add_option("ID", *id, "The session, or any unambiguous prefix of its id")
      ->required()
      ->type_name("");
  parser->add_flag("--undo", *undo, "Put it back into the list");
  return {parser, [id, undo](Context& context) { return run_archive(context, *id, *undo); }};
}

}  // namespace sessionstore::cli
