#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/selection.h>
#include <sessionstore/shell_word.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "commands/command.h"
#include "destination.h"
#include "document_export.h"
#include "exit_code.h"
#include "places.h"
#include "project_scope.h"
#include "render/number.h"
#include "render/text.h"
#include "session_family.h"
#include "session_id.h"
#include "transfer_run.h"

namespace sessionstore::cli {

namespace {

struct ExportArguments {
  std::vector<std::string> ids;
  std::string to;
  std::string format;
  std::string output;
  bool archived = false;
  DestinationOptions destination;
};

/// The sessions that the arguments name, without their children.
std::vector<std::string> named_sessions(SessionStore& store,
                                        const std::vector<std::string>& arguments) {
  std::vector<std::string> ids;
  for (const std::string& argument : arguments) {
    std::string id = find_session_id(store, argument);
    if (std::ranges::find(ids, id) == ids.end()) {
      ids.push_back(std::move(id));
    }
  }
  return ids;
}

/// Those of the project, as `list` has them; with --all-projects all that there are.
std::vector<std::string> sessions_in_scope(Context& context, SessionStore& store,
                                           const ExportArguments& options) {
  const ProjectScope scope = current_scope(context, &store);
  SessionQuery query;
  query.project_id = scope.id;
  query.archived = true;
  query.sums = false;
  std::vector<std::string> ids;
  std::int64_t archived = 0;
  for_each_session(store, query, [&](const Session& session) {
    if (session.archived && scope.id && !options.archived) {
      ++archived;
    } else {
      ids.push_back(session.id);
    }
  });
  if (archived > 0) {
    context.note(fmt::format("{} left out: --archived takes them too",
                             counted(archived, "archived session")));
  }
  if (ids.empty()) {
    throw Error(ErrorCode::not_found,
                fmt::format("there are no sessions of {} in the store",
                            scope.id ? "project " + *scope.id : "any project"),
                "`sessionstore projects` lists the projects that have some");
  }
  return ids;
}

int send(Context& context, SessionStore& store, const ExportArguments& options,
         const std::vector<std::string>& roots, Destination& destination) {
  const StopSignals signals;
  if (options.ids.empty() && context.options.all_projects) {
    return run_transfer(context, store, destination, signals);
  }
  SessionFamily family = family_of(store, roots);
  Selection selection(store, std::move(family.sessions), std::move(family.projects));
  return run_transfer(context, selection, destination, signals);
}

int write_documents(Context& context, SessionStore& store, const ExportArguments& options,
                    const std::vector<std::string>& roots) {
  const std::set<std::string> family = family_of(store, roots).sessions;
  std::filesystem::path output = options.output;
  if (!output.empty() && output != "-") {
    output = context.absolute(with_home_directory(context, options.output));
  }
  const bool directory = is_document_directory(output);
  if (!directory && roots.size() > 1) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("{} sessions do not fit one document of format {}", roots.size(),
                            options.format),
                "--output DIR/ writes a file for each; --format bundle takes them all");
  }
  const std::vector<std::string> ids =
      directory ? std::vector<std::string>(family.begin(), family.end()) : roots;
  if (family.size() > ids.size()) {
    context.note(fmt::format(
        "{} of it not in this document: --output DIR/ writes them too",
        counted(static_cast<std::int64_t>(family.size() - ids.size()), "child session")));
  }
  return finish_transfer(context, export_documents(store, ids, options.format, output));
}

void check_usage(const ExportArguments& options) {
  if (options.to.empty() == options.format.empty()) {
    throw Error(ErrorCode::invalid_argument, "export needs either --to or --format",
                "--to bundle:FILE for a bundle, --format opencode or markdown for documents");
  }
  if (!options.output.empty() && options.format.empty()) {
    throw Error(ErrorCode::invalid_argument, "--output is for --format only",
                "name the place in --to LOCATION");
  }
}

int run_export(Context& context, const ExportArguments& options) {
  check_usage(options);
  const std::string option = options.to.empty() ? "--output" : "--to";
  std::string to = options.to;
  if (options.format == "bundle") {
    to = "bundle:" + (options.output.empty() ? "-" : options.output);
  }
  context.data_on_stdout =
      to.empty() ? options.output.empty() || options.output == "-" : is_stdout(context, to, option);
  // What cannot be written is told of before anything is looked for.
  if (!to.empty()) {
    check_destination(context, to, option);
  }
  SessionStore& store = context.store();
  const std::vector<std::string> roots = options.ids.empty()
                                             ? sessions_in_scope(context, store, options)
                                             : named_sessions(store, options.ids);
  if (to.empty()) {
    return write_documents(context, store, options, roots);
  }
  const auto destination = open_destination(context, to, option, options.destination);
  const int code = send(context, store, options, roots, *destination);
  if (code == kDone && !context.options.json && is_opencode(to) && roots.size() == 1) {
    context.note(
        fmt::format("to go on with it: opencode -s {}", printable_line(shell_word(roots.front()))));
  }
  return code;
}

}  // namespace

Command export_command(CLI::App& program) {
  CLI::App* parser = add_command(
      program, "export", "Write sessions to a bundle, another store, or as documents",
      {"sessionstore export --to bundle:history.bundle",
       "sessionstore export --all-projects --to bundle:- | ssh host sessionstore import bundle:-",
       "sessionstore export ses_1fbe9f --to sqlite:one.db",
       "sessionstore export ses_1fbe9f --format opencode > session.json",
       "sessionstore export --to opencode:~/.local/share/opencode --map /home/alice='${HOME}'",
       "sessionstore export --format markdown --output transcripts/"});
  auto options = std::make_shared<ExportArguments>();
  parser
      ->add_option(
          "ID", options->ids,
          "The sessions, or unambiguous prefixes of their ids; those of the project without")
      ->type_name("");
  parser->add_option("--to", options->to, "Send them to this place, such as bundle:PATH")
      ->type_name("LOCATION");
  parser->add_option("--format", options->format, "Write documents: bundle, opencode or markdown")
      ->check(CLI::IsMember({"bundle", "opencode", "markdown"}))
      ->type_name("FORMAT");
  parser
      ->add_option("--output", options->output,
                   "To this file, or into this directory; standard output without")
      ->type_name("PATH");
  add_map_option(*parser, options->destination);
  parser->add_flag("--archived", options->archived, "Archived sessions of the project too");
  return {parser, [options](Context& context) { return run_export(context, *options); }};
}

}  // namespace sessionstore::cli
