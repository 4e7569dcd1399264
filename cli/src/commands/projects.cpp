#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands/command.h"
#include "exit_code.h"
#include "render/json_writer.h"
#include "render/number.h"
#include "render/table.h"
#include "render/text.h"

namespace sessionstore::cli {

namespace {

/// The form that completion scripts read: a line for each.
int print_ids(Context& context) {
  // A person is at a prompt, in the middle of a line.
  context.be_impatient(std::chrono::seconds(2));
  for (const ProjectSummary& project : context.store().list_projects()) {
    fmt::print("{}\n", printable_line(project.id));
  }
  return kDone;
}

}  // namespace

Command projects_command(CLI::App& program) {
  CLI::App* parser =
      add_command(program, "projects", "All projects in the store, with what they hold",
                  {"sessionstore projects", "sessionstore projects --json"});
  auto ids = std::make_shared<bool>(false);
  parser->add_flag("--ids", *ids)->group("");
  return {parser, [ids](Context& context) -> int {
            if (*ids) {
              return print_ids(context);
            }
            Json list = Json::array();
            Table table({{.title = "PROJECT"},
                         {.title = "SESSIONS", .right = true},
                         {.title = "ALIASES", .least = 8}});
            for (const ProjectSummary& project : context.store().list_projects()) {
              list.push_back({{"id", project.id},
                              {"name", project.name},
                              {"sessions", project.sessions},
                              {"aliases", project.aliases}});
              table.add({printable_line(project.id), grouped(project.sessions),
                         printable_line(fmt::format("{}", fmt::join(project.aliases, " ")))});
            }
            if (context.options.json) {
              write_json(stdout, list);
            } else {
              table.print(stdout, context.out());
              if (list.empty()) {
                context.note(
                    "The store has no sessions yet: `sessionstore import` takes in your "
                    "OpenCode history.");
              }
            }
            return kDone;
          }};
}

}  // namespace sessionstore::cli
