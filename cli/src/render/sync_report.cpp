#include "render/sync_report.h"

#include <fmt/format.h>
#include <sessionstore/shell_word.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "render/number.h"
#include "render/report.h"
#include "render/session_json.h"
#include "render/text.h"
#include "render/time.h"

namespace sessionstore::cli {

namespace {

constexpr std::size_t kMostSteps = 20;

using Action = SyncStep::Action;

struct Words {
  const char* json;
  const char* done;
  const char* planned;
};

Words words_of(Action action) {
  switch (action) {
    case Action::push:
      return {"push", "→ pushed", "→ would be pushed"};
    case Action::pull:
      return {"pull", "← pulled", "← would be pulled"};
    case Action::merge:
      return {"merge", "↔ merged", "↔ would be merged"};
    case Action::fork:
      return {"fork", "⑂ split", "⑂ would be split"};
    case Action::delete_local:
      return {"delete_local", "× deleted here", "× would be deleted here"};
    case Action::delete_remote:
      return {"delete_remote", "× deleted there", "× would be deleted there"};
  }
  return {"", "", ""};
}

Json steps_json(const std::vector<SyncStep>& steps) {
  Json list = Json::array();
  for (const SyncStep& step : steps) {
    list.push_back({{"session", step.session},
                    {"action", words_of(step.action).json},
                    {"title", step.title},
                    {"detail", step.detail}});
  }
  return list;
}

void print_steps(std::FILE* out, const Terminal& terminal, const SyncReport& report, bool dry_run,
                 bool all) {
  const std::size_t shown = all ? report.steps.size() : std::min(report.steps.size(), kMostSteps);
  for (std::size_t at = 0; at < shown; ++at) {
    const SyncStep& step = report.steps[at];
    const Words words = words_of(step.action);
    fmt::print(out, "{}  {}  {}\n", dry_run ? words.planned : words.done,
               printable_line(step.session), printable_line(step.title));
    if (!step.detail.empty() && step.detail != "new") {
      fmt::print(out, "    {}\n", terminal.paint(Style::dim, printable_line(step.detail)));
    }
  }
  if (shown < report.steps.size()) {
    fmt::print(out, "and {} more: --json or --verbose for all\n", report.steps.size() - shown);
  }
}

void print_conflicts(std::FILE* out, const Terminal& terminal, const SyncReport& report,
                     bool dry_run) {
  if (report.conflicts.empty()) {
    return;
  }
  fmt::print(
      out, "\n{}\n",
      terminal.paint(Style::yellow,
                     counted(static_cast<std::int64_t>(report.conflicts.size()), "conflict") +
                         ", nothing of which is lost:"));
  for (const SyncConflict& conflict : report.conflicts) {
    fmt::print(out, "  {}  {}\n", printable_line(conflict.session),
               printable_line(conflict.reason));
    if (!conflict.fork.empty() && !dry_run) {
      fmt::print(out, "    your line goes on as {0}: opencode -s {0}\n",
                 printable_line(shell_word(conflict.fork)));
    }
  }
  if (dry_run) {
    return;
  }
  fmt::print(out, "  `sessionstore conflicts list` shows them again, and how to settle them.\n");
}

/// How to go on with what came, where it is little enough to be meant.
void print_continue(std::FILE* out, const SyncReport& report) {
  constexpr std::size_t kFew = 3;
  std::vector<std::string> pulled;
  for (const SyncStep& step : report.steps) {
    if (step.action == Action::pull) {
      pulled.push_back(step.session);
    }
  }
  if (pulled.empty() || pulled.size() > kFew) {
    return;
  }
  fmt::print(out, "\nGo on with it:\n");
  for (const std::string& id : pulled) {
    fmt::print(out, "  opencode -s {}\n", printable_line(shell_word(id)));
  }
}

}  // namespace

Json conflict_json(const SyncConflict& conflict) {
  Json json{
      {"number", conflict.number},
      {"id", conflict.session},
      {"fork", conflict.fork.empty() ? Json(nullptr) : Json(conflict.fork)},
      {"reason", conflict.reason},
      {"field", conflict.field.empty() ? Json(nullptr) : Json(conflict.field)},
      {"found", conflict.found},
      {"resolved", conflict.resolved ? Json(*conflict.resolved) : Json(nullptr)},
      {"resolution", conflict.resolution.empty() ? Json(nullptr) : Json(conflict.resolution)}};
  if (!conflict.field.empty()) {
    json["local"] = conflict.local_value;
    json["remote"] = conflict.remote_value;
  }
  return json;
}

Json sync_json(const SyncReport& report) {
  Json json = report_json(report.transfer);
  json["conflicts"] = Json::array();
  for (const SyncConflict& conflict : report.conflicts) {
    json["conflicts"].push_back(conflict_json(conflict));
  }
  json["steps"] = steps_json(report.steps);
  json["of_others"] = report.of_others;
  return json;
}

void print_sync(std::FILE* out, const Terminal& terminal, const SyncReport& report, bool dry_run,
                bool all) {
  const TransferReport& transfer = report.transfer;
  fmt::print(out, "local   {}\nremote  {}\n\n", printable_line(transfer.from),
             printable_line(transfer.to));
  print_steps(out, terminal, report, dry_run, all);
  if (report.steps.empty() && transfer.skipped.empty()) {
    fmt::print(out, "Nothing new on either side.\n");
  }
  if (dry_run) {
    fmt::print(out, "\n{}, {} of them to change, in {}\n", counted(transfer.sessions, "session"),
               grouped(static_cast<std::int64_t>(report.steps.size())), duration(transfer.seconds));
  } else {
    fmt::print(out, "\n{}, {} changed, {} unchanged, {}in {}\n",
               counted(transfer.sessions, "session"), grouped(transfer.written),
               grouped(transfer.unchanged), failed_text(terminal, transfer),
               duration(transfer.seconds));
  }
  if (report.of_others > 0) {
    fmt::print(out,
               "{} of others left out, for only a directory's name tells this project: "
               "--all-authors takes them\n",
               counted(report.of_others, "session"));
  }
  print_remarks(out, terminal, transfer, all);
  print_conflicts(out, terminal, report, dry_run);
  if (!dry_run) {
    print_continue(out, report);
  }
}

}  // namespace sessionstore::cli
