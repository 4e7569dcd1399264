#include <fmt/format.h>
#include <sessionstore/error.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands/command.h"
#include "exit_code.h"
#include "render/json_writer.h"
#include "render/number.h"
#include "render/text.h"
#include "session_family.h"
#include "session_id.h"

namespace sessionstore::cli {

namespace {

void ask(SessionStore& store, const std::vector<std::string>& ids) {
  if (::isatty(STDIN_FILENO) != 1) {
    throw Error(ErrorCode::invalid_argument,
                "deletion must be confirmed, and there is no terminal to ask on",
                "give --yes to delete without being asked");
  }
  const auto total = static_cast<std::int64_t>(family_of(store, ids).sessions.size());
  for (const std::string& id : ids) {
    const auto session = store.find_session(id);
    fmt::print(stderr, "{}  {}\n", printable_line(id),
               printable_line(session ? session->title : ""));
  }
  fmt::print(stderr, "Delete {}{} for good? [y/N] ", counted(total, "session"),
             total > static_cast<std::int64_t>(ids.size()) ? ", children included," : "");
  std::fflush(stderr);
  std::string answer;
  std::getline(std::cin, answer);
  if (answer != "y" && answer != "Y" && answer != "yes") {
    throw Error(ErrorCode::interrupted, "not confirmed: nothing was deleted");
  }
}

int run_delete(Context& context, const std::vector<std::string>& arguments, bool yes) {
  SessionStore& store = context.store();
  // All are looked up first, so that one wrong id deletes nothing.
  std::vector<std::string> ids;
  for (const std::string& argument : arguments) {
    std::string id = find_session_id(store, argument);
    if (std::ranges::find(ids, id) == ids.end()) {
      ids.push_back(std::move(id));
    }
  }
  if (!yes) {
    ask(store, ids);
  }
  std::int64_t changed = 0;
  for (const std::string& id : ids) {
    changed += store.delete_session(id);
  }
  if (context.options.json) {
    write_json(stdout, {{"changed", changed}});
  } else if (!context.options.quiet) {
    fmt::print("{} deleted\n", counted(changed, "session"));
  }
  return kDone;
}

}  // namespace

Command delete_command(CLI::App& program) {
  CLI::App* parser = add_command(
      program, "delete", "Delete sessions with their children and all they hold",
      {"sessionstore delete ses_1fbe9f", "sessionstore delete ses_1fbe9f ses_1fbe80 --yes"});
  auto ids = std::make_shared<std::vector<std::string>>();
  auto yes = std::make_shared<bool>(false);
  parser->add_option("ID", *ids, "The sessions, or unambiguous prefixes of their ids")
      ->required()
      ->type_name("");
  parser->add_flag("--yes", *yes, "Do not ask");
  return {parser, [ids, yes](Context& context) { return run_delete(context, *ids, *yes); }};
}

}  // namespace sessionstore::cli
