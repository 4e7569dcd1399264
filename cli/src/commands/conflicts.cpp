#include <fmt/format.h>
#include <sessionstore/error.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands/command.h"
#include "exit_code.h"
#include "render/json_writer.h"
#include "render/question.h"
#include "render/sync_report.h"
#include "render/table.h"
#include "render/text.h"
#include "render/time.h"
#include "settling/settlement.h"
#include "sync_sides.h"

namespace sessionstore::cli {

namespace {

struct ConflictsArguments {
  SidesOptions sides;
  bool all = false;
  std::int64_t number = 0;
  std::string keep;
  bool yes = false;
  bool dry_run = false;
  bool undo = false;
};

SyncConflict find_conflict(SyncSides& sides, std::int64_t number) {
  for (SyncConflict& conflict : sides.journal().conflicts(sides.pair(), true)) {
    if (conflict.number == number) {
      return std::move(conflict);
    }
  }
  throw Error(ErrorCode::not_found, fmt::format("there is no conflict {}", number),
              "`sessionstore conflicts list --all` shows all of them");
}

std::string state_of(const SyncConflict& conflict) {
  return conflict.resolved ? "settled: " + conflict.resolution : "open";
}

int run_list(Context& context, const ConflictsArguments& options) {
  SyncSides sides(context, options.sides);
  const std::vector<SyncConflict> conflicts = sides.journal().conflicts(sides.pair(), options.all);
  if (context.options.json) {
    Json list = Json::array();
    for (const SyncConflict& conflict : conflicts) list.push_back(conflict_json(conflict));
    write_json(stdout, {{"conflicts", std::move(list)}});
    return kDone;
  }
  if (conflicts.empty()) {
    context.note("No conflicts.");
    return kDone;
  }
  Table table({{.title = "NUMBER", .right = true},
               {.title = "SESSION", .least = 12},
               {.title = "FORK", .least = 12},
               {.title = "REASON", .least = 16},
               {.title = "FOUND", .optional = true},
               {.title = "STATE"}});
  for (const SyncConflict& conflict : conflicts) {
    table.add({std::to_string(conflict.number), printable_line(conflict.session),
               printable_line(conflict.fork), printable_line(conflict.reason),
               relative_time(conflict.found, system_clock_millis()), state_of(conflict)});
  }
  table.print(stdout, context.out());
  const bool any_open = std::ranges::any_of(
      conflicts, [](const SyncConflict& conflict) { return !conflict.resolved; });
  if (!any_open) {
    return kDone;
  }
  context.note("`sessionstore conflicts resolve NUMBER --keep local|remote|both` settles one.");
  return kDone;
}

int run_show(Context& context, const ConflictsArguments& options) {
  SyncSides sides(context, options.sides);
  const SyncConflict conflict = find_conflict(sides, options.number);
  if (context.options.json) {
    write_json(stdout, conflict_json(conflict));
    return kDone;
  }
  fmt::print("conflict {} ({})\nsession  {}\n", conflict.number, state_of(conflict),
             printable_line(conflict.session));
  if (!conflict.fork.empty()) {
    fmt::print("local    its line goes on as {}\nremote   its line has the session's id\n",
               printable_line(conflict.fork));
  }
  if (!conflict.field.empty()) {
    fmt::print("local    {}\nremote   {}\n", printable_line(conflict.local_value),
               printable_line(conflict.remote_value));
  }
  fmt::print("reason   {}\n", printable_line(conflict.reason));
  return kDone;
}

bool confirmed(const Settlement& plan) {
  for (const std::string& step : plan.steps) {
    fmt::print(stderr, "  {}\n", printable_line(step));
  }
  return answers_yes("In the store; the next sync of each machine carries it there. Go on?");
}

int print_settled(const Context& context, const SyncConflict& conflict, const Settlement& plan,
                  const std::vector<std::filesystem::path>& copies) {
  if (context.options.json) {
    Json json{{"number", conflict.number}, {"keep", plan.keep}, {"steps", plan.steps}};
    json["copies"] = Json::array();
    for (const auto& copy : copies) json["copies"].push_back(copy.string());
    write_json(stdout, json);
    return kDone;
  }
  for (const std::string& step : plan.steps) {
    fmt::print("{}\n", printable_line(step));
  }
  for (const auto& copy : copies) {
    fmt::print("copied before to {}\n", printable_line(copy.string()));
  }
  return kDone;
}

int run_resolve(Context& context, const ConflictsArguments& options) {
  if (options.undo == !options.keep.empty()) {
    throw Error(ErrorCode::invalid_argument, "say either --keep or --undo",
                "--keep local, remote or both");
  }
  SyncSides sides(context, options.sides);
  const SyncConflict conflict = find_conflict(sides, options.number);
  if (options.undo) {
    undo_settlement(sides, conflict);
    return print_settled(context, conflict, {"", {"put back as it was before"}}, {});
  }
  if (conflict.resolved) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("conflict {} is settled already", conflict.number),
                "--undo opens it again");
  }
  const Settlement plan = plan_settlement(sides, conflict, options.keep);
  if (options.dry_run) {
    return print_settled(context, conflict, plan, {});
  }
  if (!options.yes && !can_ask()) {
    throw Error(ErrorCode::invalid_argument,
                "settling must be confirmed, and there is no terminal to ask on",
                "give --yes to settle without being asked, --dry-run to see what it would do");
  }
  if (!options.yes && !confirmed(plan)) {
    throw Error(ErrorCode::interrupted, "not confirmed: nothing was changed");
  }
  return print_settled(context, conflict, plan, settle(sides, conflict, options.keep));
}

CLI::App* add_verb(CLI::App* parser, const char* name, const char* description,
                   ConflictsArguments& options) {
  CLI::App* verb = parser->add_subcommand(name, description);
  add_sides_options(*verb, options.sides);
  return verb;
}

void add_number(CLI::App* verb, ConflictsArguments& options) {
  verb->add_option("NUMBER", options.number, "The conflict, as `conflicts list` shows it")
      ->required()
      ->type_name("");
}

}  // namespace

Command conflicts_command(CLI::App& program) {
  CLI::App* parser = add_command(
      program, "conflicts", "What a sync could not make one, and how to settle it",
      {"sessionstore conflicts list", "sessionstore conflicts show 3",
       "sessionstore conflicts resolve 3 --keep both", "sessionstore conflicts resolve 3 --undo"});
  auto options = std::make_shared<ConflictsArguments>();
  CLI::App* list = add_verb(parser, "list", "Open conflicts", *options);
  list->add_flag("--all", options->all, "Settled ones too");
  CLI::App* show = add_verb(parser, "show", "One conflict", *options);
  add_number(show, *options);
  CLI::App* resolve = add_verb(parser, "resolve", "Settle one", *options);
  add_number(resolve, *options);
  resolve->add_option("--keep", options->keep, "Whose line keeps the session's id; both stay both")
      ->check(CLI::IsMember({"local", "remote", "both"}))
      ->type_name("SIDE");
  resolve->add_flag("--dry-run", options->dry_run, "Show what would be done, and do nothing");
  resolve->add_flag("--yes", options->yes, "Do not ask");
  resolve->add_flag("--undo", options->undo, "Put back what settling it has changed");
  parser->require_subcommand(0, 1);  // list without one
  return {parser, [options, show, resolve](Context& context) {
            if (show->parsed()) {
              return run_show(context, *options);
            }
            return resolve->parsed() ? run_resolve(context, *options) : run_list(context, *options);
          }};
}

}  // namespace sessionstore::cli
