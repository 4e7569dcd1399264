#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/transfer.h>

#include <cstdio>

#include "commands/command.h"
#include "exit_code.h"
#include "render/json_writer.h"
#include "render/number.h"
#include "render/text.h"
#include "stop_signals.h"

namespace sessionstore::cli {

namespace {

std::vector<Difference> find_differences(SessionStore& store) {
  const StopSignals signals;
  std::vector<Difference> differences = verify_store(store, &signals.stop());
  if (signals.stop()) {
    throw Error(ErrorCode::interrupted, "verification was stopped before its end", "run it again");
  }
  return differences;
}

void print_json(const StoreStatus& status, const std::vector<Difference>& differences) {
  Json list = Json::array();
  for (const Difference& difference : differences) {
    list.push_back({{"session", difference.session},
                    {"kind", difference.kind},
                    {"detail", difference.detail}});
  }
  write_json(stdout, {{"ok", differences.empty()},
                      {"sessions", status.sessions},
                      {"messages", status.messages},
                      {"parts", status.parts},
                      {"differences", list}});
}

void print_human(const Context& context, const StoreStatus& status,
                 const std::vector<Difference>& differences) {
  const std::string what = fmt::format(
      "{}, {}, {} in {}", counted(status.sessions, "session"), counted(status.messages, "message"),
      counted(status.parts, "part"), printable_line(status.location));
  if (differences.empty()) {
    fmt::print("{} {}: every row matches its hash.\n", context.out().paint(Style::green, "ok"),
               what);
    return;
  }
  fmt::print("{} {}\n", context.out().paint(Style::red, "damaged"), what);
  for (const Difference& difference : differences) {
    fmt::print("  {}  {}: {}\n",
               printable_line(difference.session.empty() ? "the store" : difference.session),
               printable_line(difference.kind), printable_line(difference.detail));
  }
}

}  // namespace

Command verify_command(CLI::App& program) {
  CLI::App* parser =
      add_command(program, "verify", "Read everything and compare it with its hashes",
                  {"sessionstore verify", "sessionstore verify --json"});
  return {parser, [](Context& context) -> int {
            SessionStore& store = context.store();
            const std::vector<Difference> differences = find_differences(store);
            const StoreStatus status = store.status();
            if (context.options.json) {
              print_json(status, differences);
            } else {
              print_human(context, status, differences);
            }
            return differences.empty() ? kDone : kDamaged;
          }};
}

}  // namespace sessionstore::cli
