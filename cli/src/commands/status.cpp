#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "commands/command.h"
#include "exit_code.h"
#include "project_scope.h"
#include "render/json_writer.h"
#include "render/number.h"
#include "render/text.h"

namespace sessionstore::cli {

namespace {

struct Report {
  StoreStatus store;
  bool exists = false;
  std::string why_not;  ///< it does not exist
  std::int64_t pending = 0;
  ProjectScope scope;
};

std::int64_t pending_migrations(Context& context) {
  OpenOptions options = context.target().options;
  options.create = false;
  const auto schema = context.target().provider->open_schema(options);
  return schema ? static_cast<std::int64_t>(schema->status().pending.size()) : 0;
}

Report make_report(Context& context) {
  Report report;
  SessionStore* store =
      context.is_read_only() ? &context.store() : context.store_if_any(&report.why_not);
  report.exists = store != nullptr;
  if (store != nullptr) {
    report.store = store->status();
    if (!context.is_read_only()) {
      report.pending = pending_migrations(context);
    }
  } else {
    report.store.provider = context.target().provider->name();
    report.store.location = context.secrets.hidden(context.target().location);
  }
  report.scope = current_scope(context, store);
  return report;
}

/// The working directory's file where a part of it has no force; else null.
Json untrusted_json(Context& context) {
  const auto& file = context.configuration().untrusted();
  if (!file) {
    return nullptr;
  }
  return {{"path", file->path.string()}, {"keys", file->keys}};
}

void print_json(Context& context, const Report& report) {
  write_json(stdout,
             {{"provider", report.store.provider},
              {"location", report.store.location},
              {"exists", report.exists},
              {"schema_version", report.store.schema_version},
              {"pending_migrations", report.pending},
              {"project", report.scope.id ? Json(*report.scope.id) : Json(nullptr)},
              {"project_rule", report.scope.rule},
              {"projects", report.store.projects},
              {"sessions", report.store.sessions},
              {"messages", report.store.messages},
              {"parts", report.store.parts},
              {"connection",
               report.store.connection.empty() ? Json(nullptr) : Json(report.store.connection)},
              {"untrusted", untrusted_json(context)}});
}

void print_human(Context& context, const Report& report) {
  const auto row = [&context](std::string_view name, std::string_view value) {
    fmt::print("{} {}\n", context.out().paint(Style::dim, fmt::format("{:<9}", name)), value);
  };
  row("provider", report.store.provider);
  row("location", printable_line(report.store.location));
  if (!report.store.connection.empty()) {
    row("guarded", report.store.connection);
  }
  row("project", fmt::format("{} ({}: {})", printable_line(report.scope.id.value_or("all")),
                             report.scope.rule, printable_line(report.scope.detail)));
  if (const auto& file = context.configuration().untrusted()) {
    row("untrusted",
        printable_line(fmt::format("{}: {}", file->path.string(), fmt::join(file->keys, ", "))));
  }
  if (!report.exists) {
    fmt::print(
        "\nThere is no store yet: {}.\n`sessionstore import` makes it from your OpenCode "
        "history.\n",
        printable_line(context.secrets.hidden(report.why_not)));
    return;
  }
  if (!context.is_read_only()) {
    row("schema",
        fmt::format("version {}{}", report.store.schema_version,
                    report.pending == 0
                        ? std::string(", up to date")
                        : fmt::format(", {} pending", counted(report.pending, "migration"))));
  }
  row("holds",
      fmt::format("{}, {}, {}, {}", counted(report.store.projects, "project"),
                  counted(report.store.sessions, "session"),
                  counted(report.store.messages, "message"), counted(report.store.parts, "part")));
}

}  // namespace

Command status_command(CLI::App& program) {
  CLI::App* parser = add_command(program, "status", "The store in use, the project, what is there",
                                 {"sessionstore status", "sessionstore status --json",
                                  "sessionstore --store sqlite:/tmp/copy.db status"});
  return {parser, [](Context& context) -> int {
            const Report report = make_report(context);
            if (context.options.json) {
              print_json(context, report);
            } else {
              print_human(context, report);
            }
            return kDone;
          }};
}

}  // namespace sessionstore::cli
