#include "render/help.h"

#include <utility>

namespace sessionstore::cli {

HelpFormatter::HelpFormatter() {
  label("SUBCOMMAND", "COMMAND");
  label("OPTIONS", "options");
  column_width(24);
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string name,
                                     CLI::AppFormatMode mode) const {
  const std::string text = CLI::Formatter::make_help(app, std::move(name), mode);
  // Never more than one empty line: CLI11 leaves two after each list.
  std::string out;
  for (const char c : text) {
    if (c != '\n' || !out.ends_with("\n\n")) {
      out += c;
    }
  }
  return out;
}

std::string HelpFormatter::make_option_opts(const CLI::Option* option) const {
  const std::string type = option->get_type_name();
  return type.empty() ? std::string() : " " + type.substr(0, type.find(':'));
}

}  // namespace sessionstore::cli
