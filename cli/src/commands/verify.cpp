#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/transfer.h>

#include <cstdio>
#include <memory>

#include "commands/command.h"
#include "exit_code.h"
#include "places.h"
#include "render/json_writer.h"
#include "render/number.h"
#include "render/progress.h"
#include "render/text.h"
#include "stop_signals.h"

namespace sessionstore::cli {

namespace {

struct Ends {
  std::string from;
  std::string to;
};

/// A finding on one place or on two.
struct Verdict {
  Comparison found;
  std::string place;      ///< for people
  std::string all_is_so;  ///< what holds where there is no difference
};

Verdict verify_one(Context& context, const Supervision& supervision) {
  SessionStore& store = context.store();
  Verdict verdict;
  verdict.found.differences = verify_store(store, supervision);
  const StoreStatus status = store.status();
  verdict.found.sessions = status.sessions;
  verdict.found.messages = status.messages;
  verdict.found.parts = status.parts;
  verdict.place = status.location;
  verdict.all_is_so = "every row matches its hash";
  return verdict;
}

Verdict verify_two(Context& context, const Ends& ends, const Supervision& supervision) {
  const auto to = open_source(context, ends.to, "--to", {});
  const auto from = open_source(context, ends.from, "--from", [&]() -> SessionStore* {
    return dynamic_cast<SessionStore*>(to.get());
  });
  Verdict verdict;
  verdict.found = compare_places(*from, *to, supervision);
  verdict.place = from->location();
  verdict.all_is_so = fmt::format("every row is in {} and equal", to->location());
  return verdict;
}

Verdict run_supervised(Context& context, const Ends& ends) {
  const StopSignals signals;
  ProgressBar progress(stderr, context.err(),
                       !context.options.quiet && !context.options.no_progress);
  Supervision supervision;
  supervision.stop = &signals.stop();
  supervision.on_progress = [&progress](const TransferProgress& now) { progress.update(now); };
  return ends.from.empty() ? verify_one(context, supervision)
                           : verify_two(context, ends, supervision);
}

void print_json(const Comparison& found) {
  Json list = Json::array();
  for (const Difference& difference : found.differences) {
    list.push_back({{"session", difference.session},
                    {"kind", difference.kind},
                    {"detail", difference.detail}});
  }
  write_json(stdout, {{"ok", found.differences.empty()},
                      {"sessions", found.sessions},
                      {"messages", found.messages},
                      {"parts", found.parts},
                      {"differences", list},
                      {"only_in_to", found.only_in_to}});
}

void print_human(const Context& context, const Verdict& verdict) {
  const Comparison& found = verdict.found;
  const std::string what = fmt::format("{}, {}, {} in {}", counted(found.sessions, "session"),
                                       counted(found.messages, "message"),
                                       counted(found.parts, "part"), printable_line(verdict.place));
  if (found.differences.empty()) {
    fmt::print("{} {}: {}.\n", context.out().paint(Style::green, "ok"), what,
               printable_line(verdict.all_is_so));
  } else {
    fmt::print("{} {}\n", context.out().paint(Style::red, "not ok"), what);
  }
  for (const Difference& difference : found.differences) {
    fmt::print("  {}  {}: {}\n",
               printable_line(difference.session.empty() ? "the store" : difference.session),
               printable_line(difference.kind), printable_line(difference.detail));
  }
  if (!found.only_in_to.empty()) {
    fmt::print("The second place has {} that the first one has not.\n",
               counted(static_cast<std::int64_t>(found.only_in_to.size()), "session"));
  }
}

int run(Context& context, const Ends& ends) {
  const Verdict verdict = run_supervised(context, ends);
  if (context.options.json) {
    print_json(verdict.found);
  } else {
    print_human(context, verdict);
  }
  return verdict.found.differences.empty() ? kDone : kDamaged;
}

}  // namespace

Command verify_command(CLI::App& program) {
  CLI::App* parser = add_command(
      program, "verify", "Read everything and compare it with its hashes, or with another place",
      {"sessionstore verify", "sessionstore verify --json",
       "sessionstore verify --from sqlite:~/.opencode/sessionstore.db --to store"});
  auto ends = std::make_shared<Ends>();
  CLI::Option* const from =
      parser->add_option("--from", ends->from, "Compare every session of this place ...")
          ->type_name("LOCATION");
  CLI::Option* const to =
      parser->add_option("--to", ends->to, "... with the same session in this one")
          ->type_name("LOCATION");
  from->needs(to);
  to->needs(from);
  return {parser, [ends](Context& context) { return run(context, *ends); }};
}

}  // namespace sessionstore::cli
