#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "context.h"
#include "destination.h"
#include "sync_sides.h"

namespace sessionstore::cli {

/// A command: what parses its options, and what it does. `run` gives the exit code and may throw
/// Error, which the program reports in the form that was asked for.
struct Command {
  CLI::App* parser;
  std::function<int(Context&)> run;
};

/// The common part of every command. `examples` is a list of whole command lines.
CLI::App* add_command(CLI::App& program, const std::string& name, const std::string& description,
                      const std::vector<std::string>& examples);

/// Adds --map FROM=TO, which fills `options.directories`.
void add_map_option(CLI::App& command, DestinationOptions& options);

/// Adds --local, --remote and --map.
void add_sides_options(CLI::App& command, SidesOptions& options);

Command status_command(CLI::App& program);
Command providers_command(CLI::App& program);
Command config_command(CLI::App& program);
Command trust_command(CLI::App& program);
Command project_command(CLI::App& program);
Command projects_command(CLI::App& program);
Command list_command(CLI::App& program);
Command show_command(CLI::App& program);
Command import_command(CLI::App& program);
Command export_command(CLI::App& program);
Command copy_command(CLI::App& program);
Command push_command(CLI::App& program);
Command pull_command(CLI::App& program);
Command sync_command(CLI::App& program);
Command conflicts_command(CLI::App& program);
Command verify_command(CLI::App& program);
Command migrate_command(CLI::App& program);
Command rename_command(CLI::App& program);
Command archive_command(CLI::App& program);
Command delete_command(CLI::App& program);

}  // namespace sessionstore::cli
