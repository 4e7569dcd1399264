#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace sessionstore::cli {

/// How --help looks: CLI11's layout, in our words and without the parser's inner details.
class HelpFormatter : public CLI::Formatter {
 public:
  HelpFormatter();
  [[nodiscard]] std::string make_help(const CLI::App* app, std::string name,
                                      CLI::AppFormatMode mode) const override;
  [[nodiscard]] std::string make_option_opts(const CLI::Option* option) const override;
};

}  // namespace sessionstore::cli
