#include "commands/command.h"

namespace sessionstore::cli {

CLI::App* add_command(CLI::App& program, const std::string& name, const std::string& description,
                      const std::vector<std::string>& examples) {
  CLI::App* command = program.add_subcommand(name, description);
  command->group("Commands");
  command->fallthrough();
  std::string footer = "Examples:\n";
  for (const std::string& example : examples) {
    footer += "  " + example + "\n";
  }
  command->footer(footer + "\nOptions of every command: sessionstore --help");
  return command;
}

void add_map_option(CLI::App& command, DestinationOptions& options) {
  command
      .add_option("--map", options.directories,
                  "Where to opencode: what lies in FROM on the other machine lies in TO here")
      ->type_name("FROM=TO")
      ->allow_extra_args(false);
}

}  // namespace sessionstore::cli
