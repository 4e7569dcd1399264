#include "render/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "render/number.h"
#include "render/session_json.h"
#include "render/text.h"
#include "render/time.h"

namespace sessionstore::cli {

namespace {

constexpr std::size_t kMostNamed = 20;

void print_list(std::FILE* out, const Terminal& terminal, std::string_view heading, Style style,
                const std::vector<Skipped>& items, bool all) {
  if (items.empty()) {
    return;
  }
  fmt::print(out, "{}\n", terminal.paint(style, heading));
  const std::size_t shown = all ? items.size() : std::min(items.size(), kMostNamed);
  for (std::size_t i = 0; i < shown; ++i) {
    fmt::print(out, "  {}\n    {}\n", printable_line(items[i].source),
               printable_line(items[i].reason));
  }
  if (shown < items.size()) {
    fmt::print(out, "  and {} more: --json or --verbose for all\n", items.size() - shown);
  }
}

}  // namespace

Json report_json(const TransferReport& report) {
  return {{"from", report.from},
          {"to", report.to},
          {"projects", report.projects},
          {"sessions", report.sessions},
          {"messages", report.messages},
          {"parts", report.parts},
          {"records", report.records},
          {"written", report.written},
          {"unchanged", report.unchanged},
          {"failed", report.failed},
          {"skipped", skipped_json(report.skipped)},
          {"notes", skipped_json(report.notes)},
          {"verified", report.verified},
          {"interrupted", report.interrupted},
          {"seconds", report.seconds},
          {"verify_seconds", report.verify_seconds}};
}

void print_report(std::FILE* out, const Terminal& terminal, const TransferReport& report,
                  bool all) {
  fmt::print(out, "from {}\nto   {}\n\n", printable_line(report.from), printable_line(report.to));
  fmt::print(out, "{}, {}, {}, {}, {}\n", counted(report.projects, "project"),
             counted(report.sessions, "session"), counted(report.messages, "message"),
             counted(report.parts, "part"), counted(report.records, "record"));
  fmt::print(out, "{} written, {} unchanged, {}{} verified, in {}\n", grouped(report.written),
             grouped(report.unchanged), failed_text(terminal, report), grouped(report.verified),
             duration(report.seconds));
  print_remarks(out, terminal, report, all);
}

std::string failed_text(const Terminal& terminal, const TransferReport& report) {
  if (report.failed == 0) {
    return "";
  }
  return terminal.paint(Style::yellow, grouped(report.failed) + " failed") + ", ";
}

void print_remarks(std::FILE* out, const Terminal& terminal, const TransferReport& report,
                   bool all) {
  const auto skipped = static_cast<std::int64_t>(report.skipped.size());
  print_list(out, terminal, fmt::format("\n{} not taken:", counted(skipped, "item")), Style::yellow,
             report.skipped, all);
  const auto notes = static_cast<std::int64_t>(report.notes.size());
  print_list(out, terminal, fmt::format("\n{}:", counted(notes, "remark")), Style::dim,
             report.notes, all);
  if (report.interrupted) {
    fmt::print(out, "\n{}\n",
               terminal.paint(Style::yellow,
                              "Stopped before the end. What is written is whole; run it "
                              "again to go on."));
  }
}

}  // namespace sessionstore::cli
