#include "failure.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <cstdio>
#include <new>
#include <nlohmann/json.hpp>
#include <system_error>

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

namespace {

Error as_error(const std::exception& failure) {
  if (const auto* known = dynamic_cast<const Error*>(&failure)) {
    return *known;
  }
  if (dynamic_cast<const std::bad_alloc*>(&failure) != nullptr) {
    return {ErrorCode::internal, "there is not enough memory",
            "a process may be limited to less than the machine has: see `ulimit -v`"};
  }
  return {ErrorCode::internal, failure.what()};
}

}  // namespace

int report_failure(const Context& context, const std::exception& failure) {
  const Error error = as_error(failure);
  try {
    if (context.options.json) {
      write_json(context.report_file(), {{"error", error_json(context, error)}});
    } else {
      print_error(context, error);
    }
  } catch (const std::system_error&) {
    // There is nobody who could be told; the exit code tells.
  }
  return exit_code(error.code());
}

}  // namespace sessionstore::cli
