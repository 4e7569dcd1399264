#include <sessionstore/clock.h>
#include <sessionstore/error.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands/command.h"
#include "exit_code.h"
#include "failure.h"
#include "render/session_json.h"
#include "render/transcript.h"
#include "session_id.h"

namespace sessionstore::cli {

namespace {

/// What fails in the middle of a document that is half written becomes its last member, so that
/// there is still one JSON document.
int print_json(const Context& context, SessionStore& store, const std::string& id) {
  JsonWriter writer(stdout);
  SessionJson document(writer);
  try {
    store.read_session(id, document);
    document.finish();
  } catch (const Error& error) {
    if (!writer.started()) {
      throw;
    }
    writer.unwind_to_root();
    writer.member("error", error_json(context, error));
    writer.end();
    return exit_code(error.code());
  }
  return document.skipped().empty() ? kDone : kDamaged;
}

int run_show(Context& context, const std::string& argument, bool full) {
  SessionStore& store = context.store();
  const std::string id = find_session_id(store, argument);
  if (context.options.json) {
    return print_json(context, store, id);
  }
  Transcript transcript(stdout, context.out(), system_clock_millis(), full);
  store.read_session(id, transcript);
  return transcript.damaged() == 0 ? kDone : kDamaged;
}

}  // namespace

Command show_command(CLI::App& program) {
  CLI::App* parser =
      add_command(program, "show", "A session's transcript",
                  {"sessionstore show ses_1fbe9f", "sessionstore show ses_1fbe9f --full",
                   "sessionstore show ses_1fbe9f --json | jq .messages"});
  auto id = std::make_shared<std::string>();
  auto full = std::make_shared<bool>(false);
  parser->add_option("ID", *id, "The session, or any unambiguous prefix of its id")
      ->required()
      ->type_name("");
  parser->add_flag("--full", *full, "Show the whole output of tools, and every part");
  return {parser, [id, full](Context& context) { return run_show(context, *id, *full); }};
}

}  // namespace sessionstore::cli
