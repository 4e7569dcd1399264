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

}  // namespace sessionstore::cli
