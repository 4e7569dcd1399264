#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/nearest_name.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands/command.h"
#include "exit_code.h"
#include "render/json_writer.h"
#include "render/text.h"

namespace sessionstore::cli {

namespace {

constexpr std::array<std::string_view, 4> kActions{"status", "plan", "up", "repair"};

/// What an action did beside the state that it left.
struct Outcome {
  SchemaStatus status;
  std::string plan;
  std::vector<Migration> ran;
  std::vector<std::string> repaired;
};

Json migrations_json(const std::vector<Migration>& migrations) {
  Json list = Json::array();
  for (const Migration& migration : migrations) {
    list.push_back({{"version", migration.version}, {"name", migration.name}});
  }
  return list;
}

Outcome act(SchemaAdmin& schema, const std::string& action) {
  Outcome outcome;
  if (action == "plan") {
    outcome.plan = schema.plan();
  } else if (action == "up") {
    outcome.ran = schema.up();
  } else if (action == "repair") {
    outcome.repaired = schema.repair();
  }
  outcome.status = schema.status();
  return outcome;
}

void print_json(const std::string& action, const Outcome& outcome) {
  Json document{{"applied", migrations_json(outcome.status.applied)},
                {"pending", migrations_json(outcome.status.pending)},
                {"state", outcome.status.state},
                {"detail", outcome.status.detail}};
  if (action == "plan") {
    document["plan"] = outcome.plan;
  } else if (action == "up") {
    document["ran"] = migrations_json(outcome.ran);
  } else if (action == "repair") {
    document["repaired"] = outcome.repaired;
  }
  write_json(stdout, document);
}

void print_migrations(std::string_view word, const std::vector<Migration>& migrations) {
  for (const Migration& migration : migrations) {
    fmt::print("{}  {:04}  {}\n", word, migration.version, printable_line(migration.name));
  }
}

void print_human(const std::string& action, const Outcome& outcome) {
  if (action == "plan") {
    fmt::print("{}", outcome.plan.empty() ? "-- nothing to do\n" : printable_text(outcome.plan));
    return;
  }
  for (const std::string& line : outcome.repaired) {
    fmt::print("{}\n", printable_line(line));
  }
  if (action == "up") {
    print_migrations("ran    ", outcome.ran);
  } else {
    print_migrations("applied", outcome.status.applied);
  }
  print_migrations("pending", outcome.status.pending);
  fmt::print("state: {}{}{}\n", outcome.status.state, outcome.status.detail.empty() ? "" : ": ",
             printable_line(outcome.status.detail));
}

/// The states that a schema should not be in.
int exit_code_of(const std::string& state) {
  if (state == "newer") {
    return kVersion;
  }
  return state == "changed" || state == "gap" ? kDamaged : kDone;
}

int run_migrate(Context& context, const std::string& action) {
  if (std::ranges::find(kActions, action) == kActions.end()) {
    throw Error(ErrorCode::invalid_argument, fmt::format("migrate cannot '{}'", action),
                suggest_name(action, std::vector<std::string>(kActions.begin(), kActions.end())));
  }
  OpenOptions options = context.target().options;
  options.create = action == "up";
  const auto schema = context.target().provider->open_schema(options);
  if (!schema) {
    throw Error(ErrorCode::unsupported, fmt::format("the provider {} has no schema to migrate",
                                                    context.target().provider->name()));
  }
  const Outcome outcome = act(*schema, action);
  if (context.options.json) {
    print_json(action, outcome);
  } else {
    print_human(action, outcome);
  }
  return exit_code_of(outcome.status.state);
}

}  // namespace

Command migrate_command(CLI::App& program) {
  CLI::App* parser = add_command(program, "migrate",
                                 "The store's schema: look at it, bring it up to date, mend it",
                                 {"sessionstore migrate status", "sessionstore migrate plan",
                                  "sessionstore migrate up --json", "sessionstore migrate repair"});
  auto action = std::make_shared<std::string>();
  parser
      ->add_option(
          "ACTION", *action,
          "status: what is applied; plan: the statements that `up` would run; up: run them; "
          "repair: mend what a run that died left behind")
      ->required()
      ->type_name("");
  return {parser, [action](Context& context) { return run_migrate(context, *action); }};
}

}  // namespace sessionstore::cli
