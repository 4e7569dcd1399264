#include <fmt/format.h>
#include <sessionstore/clock.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "commands/command.h"
#include "exit_code.h"
#include "own_sessions.h"
#include "project_scope.h"
#include "render/json_writer.h"
#include "render/session_json.h"
#include "render/session_table.h"
#include "render/text.h"

namespace sessionstore::cli {

namespace {

struct ListArguments {
  std::int64_t limit = 50;
  std::string after;
  std::string author;
  bool children = false;
  bool archived = false;
  bool ids = false;
  bool author_names = false;
  bool all_authors = false;
};

SessionQuery make_query(Context& context, const ListArguments& options, const ProjectScope& scope) {
  SessionQuery query;
  query.project_id = scope.id;
  query.limit = options.limit;
  query.children = options.children;
  query.archived = options.archived;
  if (!options.author.empty()) {
    query.author = options.author;
  } else if (!options.all_authors && !context.is_read_only() &&
             context.target().provider->shared()) {
    query.author = author_of_own(context, scope);
  }
  if (!options.after.empty()) {
    query.after = PageKey::from_text(options.after);
  }
  return query;
}

void print_json(const SessionPage& page) {
  JsonWriter writer(stdout);
  writer.begin_object();
  writer.key("sessions");
  writer.begin_array();
  for (const Session& session : page.sessions) {
    writer.value(session_json(session));
  }
  writer.end();
  writer.member("next", page.next ? Json(page.next->to_text()) : Json(nullptr));
  writer.end();
}

bool is_empty(SessionStore& store) {
  SessionQuery any;
  any.limit = 1;
  any.children = any.archived = true;
  return store.list_sessions(any).sessions.empty();
}

void print_human(const Context& context, SessionStore& store, const SessionPage& page,
                 const ProjectScope& scope, const std::string& only_author) {
  if (page.sessions.empty() && is_empty(store)) {
    context.note(
        "The store has no sessions yet: `sessionstore import` takes in your OpenCode history.");
    return;
  }
  if (page.sessions.empty() && !only_author.empty()) {
    context.note(
        fmt::format("No sessions of {} in project {} here. Only a directory's name tells "
                    "this project: --all-authors lists everybody's of that name.",
                    printable_line(only_author), printable_line(scope.id.value_or(""))));
    return;
  }
  if (page.sessions.empty()) {
    context.note(
        fmt::format("No sessions of {} here ({}). `sessionstore projects` lists the projects "
                    "that have some; --all-projects lists all sessions.",
                    scope.id ? "project " + printable_line(*scope.id) : "any project",
                    printable_line(scope.detail)));
    return;
  }
  print_sessions(stdout, context.out(), page.sessions, system_clock_millis(), !scope.id);
  if (page.next) {
    context.note(context.err().paint(
        Style::dim,
        fmt::format("There are more: --after {}", printable_line(page.next->to_text()))));
  }
}

/// The form that completion scripts read: a line for each, the id, a tab, the title.
void print_ids(const SessionPage& page) {
  for (const Session& session : page.sessions) {
    fmt::print("{}\t{}\n", printable_line(session.id), printable_line(session.title));
  }
}

/// The same of who ran the latest sessions.
int print_author_names(SessionStore& store) {
  SessionQuery latest;
  latest.limit = 1000;
  latest.sums = false;
  std::set<std::string> authors;
  for (const Session& session : store.list_sessions(latest).sessions) {
    authors.insert(session.author);
  }
  for (const std::string& author : authors) {
    fmt::print("{}\n", printable_line(author));
  }
  return kDone;
}

int run_list(Context& context, const ListArguments& options) {
  if (options.ids || options.author_names) {
    // A person is at a prompt, in the middle of a line.
    context.be_impatient(std::chrono::seconds(2));
  }
  SessionStore& store = context.store();
  if (options.author_names) {
    return print_author_names(store);
  }
  const ProjectScope scope = current_scope(context, &store);
  const SessionQuery query = make_query(context, options, scope);
  const SessionPage page = store.list_sessions(query);
  if (context.options.json) {
    print_json(page);
  } else if (options.ids) {
    print_ids(page);
  } else {
    const bool own = options.author.empty() && query.author;
    print_human(context, store, page, scope, own ? *query.author : "");
  }
  return kDone;
}

}  // namespace

Command list_command(CLI::App& program) {
  CLI::App* parser =
      add_command(program, "list", "Sessions of the project, the latest first",
                  {"sessionstore list", "sessionstore list --all-projects --limit 20",
                   "sessionstore list --children --archived --json",
                   "sessionstore list --after 1795227779328:ses_e0415ff9dffe7d9pfudKLIV4Yb"});
  auto options = std::make_shared<ListArguments>();
  parser->add_option("--limit", options->limit, "At most so many (50 unless told)")
      ->check(CLI::Range(1, 10000))
      ->type_name("N");
  parser->add_option("--after", options->after, "Go on after this key: `next` of the page before")
      ->type_name("KEY");
  parser->add_option("--author", options->author, "Only what this author ran")->type_name("NAME");
  parser->add_flag("--all-authors", options->all_authors,
                   "Everybody's, also where a directory's name is all that tells the project");
  parser->add_flag("--children", options->children, "Child sessions (of sub-agents) too");
  parser->add_flag("--archived", options->archived, "Archived sessions too");
  parser->add_flag("--ids", options->ids)->group("");
  parser->add_flag("--author-names", options->author_names)->group("");
  return {parser, [options](Context& context) { return run_list(context, *options); }};
}

}  // namespace sessionstore::cli
