#pragma once

#include <sessionstore/error.h>

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "commands/command.h"
#include "context.h"

namespace sessionstore::cli {

/// The program: its options, its commands, and how they end. One thread.
class Program {
 public:
  /// `context` must outlive it.
  explicit Program(Context& context);

  /// `arguments` without the program's name. Returns the exit code; never throws.
  int run(std::vector<std::string> arguments);

  /// For tools that look at what there is, such as the tests of the manual page.
  [[nodiscard]] CLI::App& parser() noexcept { return parser_; }

 private:
  void add_global_options();
  int parse_and_run(std::vector<std::string> arguments);
  [[nodiscard]] Error usage_error(const CLI::ParseError& failure);

  Context& context_;
  CLI::App parser_;
  std::vector<Command> commands_;
};

}  // namespace sessionstore::cli
