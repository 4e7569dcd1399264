#include <fmt/format.h>
#include <sessionstore/error.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "commands/command.h"
#include "exit_code.h"
#include "failure.h"
#include "project_scope.h"
#include "render/json_writer.h"
#include "render/text.h"

namespace sessionstore::cli {

namespace {

/// The store, to ask for aliases. One that cannot be opened must not keep a directory from being
/// explained, but is not passed over in silence.
SessionStore* store_to_ask(Context& context) {
  context.configuration();
  try {
    return context.store_if_any();
  } catch (const Error& error) {
    context.note(fmt::format("The store was not asked for aliases: {}",
                             printable_line(without_secrets(context, error).what())));
    return nullptr;
  }
}

void print_human(const Context& context, const ProjectScope& scope,
                 const ProjectIdentity& identity) {
  fmt::print("{}\n", printable_line(scope.id.value_or("")));
  const auto row = [&context](std::string_view name, std::string_view value) {
    fmt::print("{} {}\n", context.out().paint(Style::dim, fmt::format("  {:<10}", name)),
               printable_line(value));
  };
  row("directory", identity.directory);
  row("rule", fmt::format("{}: {}", scope.rule, scope.detail));
  for (const std::string& alias : identity.aliases) {
    row("alias", alias);
  }
}

/// What was asked for may have been an address instead of a directory: its password goes.
void hide_secrets(const Context& context, ProjectScope& scope, ProjectIdentity& identity) {
  scope.id = context.secrets.hidden(scope.id.value_or(""));
  for (std::string* const text :
       {&scope.detail, &identity.directory, &identity.name, &identity.detail}) {
    *text = context.secrets.hidden(std::move(*text));
  }
}

int run_project(Context& context, const std::string& argument) {
  const std::filesystem::path directory = context.absolute(argument);
  SessionStore* store = store_to_ask(context);
  ProjectIdentity identity;
  ProjectScope scope = scope_of_directory(directory, store, &identity);
  if (argument.empty() && context.options.project) {
    scope = current_scope(context, store);
  }
  hide_secrets(context, scope, identity);
  if (!context.options.json) {
    print_human(context, scope, identity);
    return kDone;
  }
  write_json(stdout, {{"id", *scope.id},
                      {"rule", scope.rule},
                      {"directory", identity.directory},
                      {"name", identity.name},
                      {"detail", scope.detail},
                      {"aliases", identity.aliases}});
  return kDone;
}

}  // namespace

Command project_command(CLI::App& program) {
  CLI::App* parser =
      add_command(program, "project", "The project of a directory, and the rule that gave it",
                  {"sessionstore project", "sessionstore project ~/code/app --json"});
  auto directory = std::make_shared<std::string>();
  parser->add_option("DIR", *directory, "The directory; this one without it")->type_name("");
  return {parser, [directory](Context& context) { return run_project(context, *directory); }};
}

}  // namespace sessionstore::cli
