#include "program.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/nearest_name.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>

#include "exit_code.h"
#include "failure.h"
#include "familiar_words.h"
#include "render/help.h"
#include "render/json_writer.h"

namespace sessionstore::cli {

namespace {

constexpr const char* kDescription =
    "Keeps coding agents' session history in a database of your choice.";
constexpr const char* kFooter = R"(Examples:
  sessionstore import                 take in your OpenCode history
  sessionstore list                   the sessions of this directory's project
  sessionstore show ses_1fbe9f        read one; any unambiguous prefix will do
  sessionstore COMMAND --help         more on a command

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done in part, 4 refused, 5 damaged data,
6 version mismatch, 7 busy: try again, 10 not found, 130 interrupted)";

std::vector<std::string> command_names(const CLI::App& parser) {
  std::vector<std::string> names;
  for (const CLI::App* command : parser.get_subcommands({})) {
    names.push_back(command->get_name());
  }
  return names;
}

std::vector<std::string> option_names(const CLI::App& parser) {
  std::vector<std::string> names;
  const auto add = [&names](const CLI::App& app) {
    for (const CLI::Option* option : app.get_options()) {
      const bool hidden = option->get_group().empty();
      for (const std::string& name : option->get_lnames()) {
        // Each parser has its own --help.
        if (!hidden && std::ranges::find(names, "--" + name) == names.end()) {
          names.push_back("--" + name);
        }
      }
    }
  };
  add(parser);
  for (const CLI::App* command : parser.get_subcommands()) {
    add(*command);
  }
  return names;
}

/// Whether --json was given: asked before parsing, for a failure to parse is reported as JSON too.
bool wants_json(const std::vector<std::string>& arguments) {
  const auto end = std::ranges::find(arguments, "--");
  return std::find(arguments.begin(), end, "--json") != end;
}

/// An option's name as it may be shown: MySQL's own programs take `-pPASSWORD`.
std::string shown_option(const std::string& name) { return name.starts_with("-p") ? "-p" : name; }

/// What was written may still be in memory, and the disk may be full.
int flushed(int code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) {
    return code;
  }
  fmt::print(stderr, "sessionstore: standard output: {}\n", std::strerror(errno));
  return code == kDone ? kFailed : code;
}

}  // namespace

Program::Program(Context& context) : context_(context), parser_(kDescription, "sessionstore") {
  parser_.formatter(std::make_shared<HelpFormatter>());
  parser_.footer(kFooter);
  parser_.require_subcommand(0, 1);
  parser_.set_version_flag("--version", "sessionstore " SESSIONSTORE_VERSION,
                           "Print the version and exit");
  add_global_options();
  for (const auto make :
       {import_command,   export_command,    copy_command,   push_command,    pull_command,
        sync_command,     conflicts_command, list_command,   show_command,    status_command,
        projects_command, project_command,   rename_command, archive_command, delete_command,
        verify_command,   migrate_command,   config_command, trust_command,   providers_command}) {
    commands_.push_back(make(parser_));
  }
}

void Program::add_global_options() {
  GlobalOptions& options = context_.options;
  parser_.add_option("--config", options.config, "Read this configuration file and no other")
      ->type_name("FILE");
  parser_.add_option("--provider", options.provider, "Use this provider, whatever is configured")
      ->type_name("NAME");
  parser_.add_option("--store", options.store, "Use this store, such as sqlite:PATH")
      ->type_name("LOCATION");
  CLI::Option* project =
      parser_.add_option("--project", options.project, "Work on this project (an id or an alias)");
  project->type_name("ID");
  parser_.add_flag("--all-projects", options.all_projects, "Work on all projects")
      ->excludes(project);
  parser_.add_flag("--json", options.json, "Print one JSON document, errors included");
  CLI::Option* quiet = parser_.add_flag("--quiet", options.quiet, "Print only results and errors");
  parser_.add_flag("--verbose", options.verbose, "Print more")->excludes(quiet);
  parser_.add_flag("--no-progress", options.no_progress, "Draw no progress bar");
}

Error Program::usage_error(const CLI::ParseError& failure) {
  const std::vector<std::string> left = parser_.remaining(true);
  if (left.empty()) {
    const auto chosen = parser_.get_subcommands();
    const std::string command = chosen.empty() ? "" : " " + chosen.front()->get_name();
    return {ErrorCode::invalid_argument, failure.what(),
            fmt::format("`sessionstore{} --help` shows how it is used", command)};
  }
  const std::string first = without_password(left.front());
  if (first.starts_with('-') && first != "-") {
    const std::string name = first.substr(0, first.find('='));
    return {ErrorCode::invalid_argument, fmt::format("unknown option '{}'", shown_option(name)),
            suggest_name(name, option_names(parser_))};
  }
  if (parser_.get_subcommands().empty()) {
    const std::optional<std::string> instead = instead_of(first);
    return {ErrorCode::invalid_argument, fmt::format("unknown command '{}'", first),
            instead ? *instead : suggest_name(first, command_names(parser_))};
  }
  return {ErrorCode::invalid_argument, fmt::format("unexpected argument '{}'", first),
          fmt::format("`sessionstore {} --help` shows how it is used",
                      parser_.get_subcommands().front()->get_name())};
}

int Program::parse_and_run(std::vector<std::string> arguments) {
  arguments = in_our_words(std::move(arguments));
  // CLI11 takes them from the back.
  std::ranges::reverse(arguments);
  try {
    parser_.parse(std::move(arguments));
  } catch (const CLI::CallForHelp& help) {
    if (parser_.get_subcommands().empty() && !parser_.remaining().empty()) {
      throw usage_error(help);
    }
    fmt::print("{}", parser_.help());
    return kDone;
  } catch (const CLI::CallForVersion& version) {
    if (context_.options.json) {
      write_json(stdout, {{"version", SESSIONSTORE_VERSION}});
    } else {
      fmt::print("{}\n", version.what());
    }
    return kDone;
  } catch (const CLI::ParseError& failure) {
    throw usage_error(failure);
  }
  for (const Command& command : commands_) {
    if (command.parser->parsed()) {
      return command.run(context_);
    }
  }
  const Error missing(ErrorCode::invalid_argument, "no command was given",
                      "`sessionstore --help` lists the commands");
  if (context_.options.json) {
    throw missing;
  }
  fmt::print(stderr, "{}", parser_.help());
  return kUsage;
}

int Program::run(std::vector<std::string> arguments) {
  context_.options.json = wants_json(arguments);
  for (const std::string& argument : arguments) {
    context_.secrets.add(argument);
  }
  try {
    return flushed(parse_and_run(std::move(arguments)));
  } catch (const std::exception& failure) {
    return flushed(report_failure(context_, failure));
  }
}

}  // namespace sessionstore::cli
