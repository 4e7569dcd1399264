#include <fmt/format.h>
#include <sessionstore/clock.h>
#include <sessionstore/error.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "commands/command.h"
#include "exit_code.h"
#include "kept_copies.h"
#include "others_sessions.h"
#include "render/json_writer.h"
#include "render/number.h"
#include "render/question.h"
#include "render/text.h"
#include "session_family.h"
#include "session_id.h"

namespace sessionstore::cli {

namespace {

void ask(Context& context, SessionStore& store, const std::vector<std::string>& ids) {
  if (!can_ask()) {
    throw Error(ErrorCode::invalid_argument,
                "deletion must be confirmed, and there is no terminal to ask on",
                "give --yes to delete without being asked");
  }
  const auto total = static_cast<std::int64_t>(family_of(store, ids).sessions.size());
  for (const std::string& id : ids) {
    const auto session = store.find_session(id);
    fmt::print(stderr, "{}  {}{}\n", printable_line(id),
               printable_line(session ? session->title : ""),
               session ? whose(context, *session) : "");
  }
  if (!answers_yes(fmt::format(
          "Delete {}{} from the store?", counted(total, "session"),
          total > static_cast<std::int64_t>(ids.size()) ? ", children included," : ""))) {
    throw Error(ErrorCode::interrupted, "not confirmed: nothing was deleted");
  }
}

/// What was deleted, and where it can be taken back from.
struct Deleted {
  std::int64_t sessions = 0;
  std::vector<std::string> of_others;  ///< ids
  std::vector<std::string> copies;     ///< files
};

void delete_one(Context& context, const std::string& id, Deleted& deleted) {
  SessionStore& store = context.store_to_change();
  const std::set<std::string> family = family_of(store, {id}).sessions;
  if (family.empty()) {
    return;  // it went with its parent
  }
  for (const std::string& member : family) {
    const auto session = store.find_session(member);
    if (session && !whose(context, *session).empty()) {
      deleted.of_others.push_back(member);
    }
  }
  if (context.is_read_only()) {
    store.delete_session(id);  // throws
  }
  const KeptCopies copies(context.configuration().data_directory());
  deleted.copies.push_back(copies.keep(store, id, system_clock_millis(), family).string());
  deleted.sessions += store.delete_session(id);
}

void print_deleted(const Deleted& deleted) {
  fmt::print("{} deleted", counted(deleted.sessions, "session"));
  if (!deleted.of_others.empty()) {
    fmt::print(", {} of them somebody else's",
               counted(static_cast<std::int64_t>(deleted.of_others.size()), "session"));
  }
  fmt::print("\n");
  for (const std::string& file : deleted.copies) {
    fmt::print("copied before to {}\n", printable_line(file));
  }
}

/// Whether the store remembers that a session of that very id was deleted.
bool was_deleted(SessionStore& store, const std::string& id) {
  return !store.find_tombstones({&id, 1}).empty();
}

/// The sessions that are to go, each once. All are looked up before any goes, so that one wrong id
/// deletes nothing; one that is gone already does not keep the others, for the command may have
/// been interrupted between two.
std::vector<std::string> find_all(Context& context, SessionStore& store,
                                  const std::vector<std::string>& arguments) {
  std::vector<std::string> ids;
  std::optional<Error> gone;
  for (const std::string& argument : arguments) {
    try {
      std::string id = find_session_id(store, argument);
      if (std::ranges::find(ids, id) == ids.end()) {
        ids.push_back(std::move(id));
      }
    } catch (const Error& error) {
      if (error.code() != ErrorCode::not_found || !was_deleted(store, argument)) {
        throw;
      }
      gone = error;
      context.note(fmt::format("{} was deleted before.", printable_line(argument)));
    }
  }
  if (ids.empty() && gone) {
    throw Error(*gone);
  }
  return ids;
}

int run_delete(Context& context, const std::vector<std::string>& arguments, bool yes) {
  SessionStore& store = context.store_to_change();
  const std::vector<std::string> ids = find_all(context, store, arguments);
  if (!yes) {
    ask(context, store, ids);
  }
  Deleted deleted;
  for (const std::string& id : ids) {
    delete_one(context, id, deleted);
  }
  if (context.options.json) {
    write_json(stdout, {{"changed", deleted.sessions},
                        {"of_others", deleted.of_others},
                        {"copies", deleted.copies}});
  } else if (!context.options.quiet) {
    print_deleted(deleted);
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
