#include <fmt/format.h>
#include <sessionstore/error.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands/command.h"
#include "exit_code.h"
#include "others_sessions.h"
#include "render/json_writer.h"
#include "render/text.h"
#include "session_id.h"

namespace sessionstore::cli {

namespace {

int run_rename(Context& context, const std::string& argument, const std::string& title) {
  if (!is_utf8(title)) {
    throw Error(ErrorCode::invalid_argument, "the title is not valid UTF-8");
  }
  if (title.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw Error(ErrorCode::invalid_argument, "the new title is empty",
                "nobody would find the session by it: give it words");
  }
  SessionStore& store = context.store_to_change();
  const std::string id = find_session_id(store, argument);
  const auto session = store.find_session(id);
  store.rename_session(id, title);
  if (context.options.json) {
    write_json(stdout, {{"changed", 1}});
  } else if (!context.options.quiet) {
    const std::string owner = session ? whose(context, *session) : "";
    fmt::print("{}{} is now called {}\n", printable_line(id), owner.empty() ? "" : owner + ",",
               printable_line(title));
  }
  return kDone;
}

}  // namespace

Command rename_command(CLI::App& program) {
  CLI::App* parser = add_command(program, "rename", "Give a session another title",
                                 {"sessionstore rename ses_1fbe9f \"Parser rewrite\""});
  auto id = std::make_shared<std::string>();
  auto title = std::make_shared<std::string>();
  parser->add_option("ID", *id, "The session, or any unambiguous prefix of its id")
      ->required()
      ->type_name("");
  parser->add_option("TITLE", *title, "The new title")->required()->type_name("");
  return {parser, [id, title](Context& context) { return run_rename(context, *id, *title); }};
}

}  // namespace sessionstore::cli
