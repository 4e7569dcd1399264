#include "failure.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "exit_code.h"
#include "render/text.h"

namespace sessionstore::cli {

Error without_secrets(const Context& context, const Error& error) {
  return {error.code(), without_passwords_of_addresses(context.secrets.hidden(error.what())),
          context.secrets.hidden(error.hint()), error.native_code()};
}

Json error_json(const Context& context, const Error& error) {
  const Error shown = without_secrets(context, error);
  return {{"code", to_string(shown.code())},
          {"message", shown.what()},
          {"hint", shown.hint()},
          {"retryable", shown.retryable()}};
}

void print_error(const Context& context, const Error& error) {
  const Error shown = without_secrets(context, error);
  std::fflush(stdout);
  const Terminal& terminal = context.err();
  fmt::print(stderr, "{} {}\n", terminal.paint(Style::red, "sessionstore:"),
             printable_text(shown.what()));
  if (!shown.hint().empty()) {
    fmt::print(stderr, "{} {}\n", terminal.paint(Style::dim, "  hint:"),
               printable_text(shown.hint()));
  }
  if (context.options.verbose) {
    fmt::print(stderr, "{}\n",
               terminal.paint(Style::dim, fmt::format("  code: {} ({})", to_string(shown.code()),
                                                      shown.native_code())));
  }
}

int report_failure(const Context& context, const std::exception& failure) {
  const auto* known = dynamic_cast<const Error*>(&failure);
  const Error error = known != nullptr ? *known : Error(ErrorCode::internal, failure.what());
  if (context.options.json) {
    write_json(context.report_file(), {{"error", error_json(context, error)}});
  } else {
    print_error(context, error);
  }
  return exit_code(error.code());
}

}  // namespace sessionstore::cli
