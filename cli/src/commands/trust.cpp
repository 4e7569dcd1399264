#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/clock.h>
#include <sessionstore/config/server_list.h>
#include <sessionstore/config/trust.h>
#include <sessionstore/error.h>
#include <sessionstore/shell_word.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands/command.h"
#include "exit_code.h"
#include "render/json_writer.h"
#include "render/question.h"
#include "render/table.h"
#include "render/text.h"
#include "render/time.h"

namespace sessionstore::cli {

namespace {

namespace fs = std::filesystem;

struct TrustOptions {
  std::string directory;
  std::string server;
  bool yes = false;
  bool list = false;
  bool remove = false;
};

fs::path directory_of(const Context& context, const TrustOptions& options) {
  return context.absolute(options.directory).lexically_normal();
}

void print_decisions(const Context& context, const config::DirectoryFile& file) {
  std::FILE* const out = context.options.json ? stderr : stdout;
  fmt::print(out, "{} decides, once it is trusted:\n\n", printable_line(file.path.string()));
  Table table({{.title = "KEY"},
               {.title = "VALUE"},
               {.title = "ORIGIN"}});  // nothing is cut: it is what is trusted
  for (const auto& [key, setting] : file.decides) {
    table.add(
        {printable_line(key), printable_line(setting.shown()), printable_line(setting.origin)});
  }
  table.print(out, context.options.json ? context.err() : context.out());
  fmt::print(out, "\n");
  std::fflush(out);
}

void confirm_trust() {
  if (!can_ask()) {
    throw Error(ErrorCode::invalid_argument,
                "trust must be confirmed, and there is no terminal to ask on",
                "give --yes to trust the file without being asked");
  }
  if (!answers_yes("Trust this file, until it changes?")) {
    throw Error(ErrorCode::interrupted, "not confirmed: the file is not trusted");
  }
}

/// What the user sees of a trusted file: whether it is still the one that was trusted.
std::string_view state_of(const config::TrustedFile& trusted, const Context& context) {
  try {
    const auto file = config::directory_file(trusted.path.parent_path(), context.environment());
    if (!file) {
      return "gone";
    }
    return file->content.hex() == trusted.sha256 ? "in force" : "changed since";
  } catch (const Error&) {
    return "cannot be read now";
  }
}

void print_json(const std::vector<config::TrustedFile>& files,
                const std::vector<config::AcceptedServer>& servers) {
  Json trusted = Json::array();
  for (const config::TrustedFile& file : files) {
    trusted.push_back(
        {{"path", file.path.string()}, {"sha256", file.sha256}, {"since", file.since}});
  }
  Json accepted = Json::array();
  for (const config::AcceptedServer& one : servers) {
    accepted.push_back({{"server", one.server}, {"sha256", one.sha256}, {"since", one.since}});
  }
  write_json(stdout, {{"trusted", std::move(trusted)}, {"servers", std::move(accepted)}});
}

void print_servers(const Context& context, const std::vector<config::AcceptedServer>& servers) {
  Table table({{.title = "SERVER"}, {.title = "SHA-256"}, {.title = "SINCE"}});
  for (const config::AcceptedServer& one : servers) {
    table.add({printable_line(one.server), one.sha256.substr(0, 12),
               relative_time(one.since, system_clock_millis())});
  }
  table.print(stdout, context.out());
}

int print_trusted(const Context& context, const config::TrustList& list) {
  const std::vector<config::TrustedFile> files = list.all();
  const auto servers = config::ServerList(context.environment().home).all();
  if (context.options.json) {
    print_json(files, servers);
    return kDone;
  }
  Table table({{.title = "FILE", .least = 16, .keep_end = true},
               {.title = "SHA-256"},
               {.title = "SINCE"},
               {.title = "STATE"}});
  for (const config::TrustedFile& file : files) {
    table.add({printable_line(file.path.string()), printable_line(file.sha256.substr(0, 12)),
               relative_time(file.since, system_clock_millis()),
               std::string(state_of(file, context))});
  }
  if (files.empty()) {
    context.note("No directory's file is trusted.");
  } else {
    table.print(stdout, context.out());
  }
  if (!servers.empty()) {
    print_servers(context, servers);
  }
  return kDone;
}

int forget_server(const Context& context, const config::TrustList& list,
                  const TrustOptions& options) {
  if (!options.remove || !options.directory.empty()) {
    throw Error(ErrorCode::invalid_argument, "--server goes with --remove, and with no directory",
                "a server is accepted when it is first connected to");
  }
  if (!config::ServerList(context.environment().home).remove(options.server)) {
    throw Error(ErrorCode::not_found, fmt::format("no certificate of {} is known", options.server),
                "`sessionstore trust --list` shows whose are");
  }
  return context.options.json ? print_trusted(context, list) : kDone;
}

int run_trust(Context& context, const TrustOptions& options) {
  const config::TrustList list(context.environment().home);
  if (options.list) {
    return print_trusted(context, list);
  }
  if (!options.server.empty()) {
    return forget_server(context, list, options);
  }
  const fs::path directory = directory_of(context, options);
  if (options.remove) {
    const fs::path path = config::file_to_trust(directory);
    if (!list.remove(path)) {
      throw Error(ErrorCode::not_found, fmt::format("{} is not trusted", path.string()),
                  "`sessionstore trust --list` shows what is");
    }
    return context.options.json ? print_trusted(context, list) : kDone;
  }
  const auto file = config::directory_file(directory, context.environment());
  if (!file) {
    throw Error(
        ErrorCode::not_found,
        fmt::format("there is no .opencode.json in {} that needs trust", directory.string()),
        "only a directory's own file does: yours in the home directory has force anyway");
  }
  if (!context.options.quiet && !(context.options.json && options.yes)) {
    print_decisions(context, *file);
  }
  if (!options.yes && !file->trusted) {
    confirm_trust();
  }
  // What was shown is what is trusted: a file that has changed meanwhile is another one.
  list.add(file->path, file->content, system_clock_millis());
  if (context.options.json) {
    return print_trusted(context, list);
  }
  context.note(fmt::format("Trusted until it changes. `sessionstore trust --remove{}{}` ends that.",
                           options.directory.empty() ? "" : " ",
                           printable_line(shell_word(options.directory))));
  return kDone;
}

}  // namespace

Command trust_command(CLI::App& program) {
  CLI::App* parser =
      add_command(program, "trust", "Let a directory's .opencode.json decide where history goes",
                  {"sessionstore trust", "sessionstore trust ~/code/app --yes",
                   "sessionstore trust --list", "sessionstore trust --remove ~/code/app"});
  auto options = std::make_shared<TrustOptions>();
  parser->add_option("DIR", options->directory, "The directory; this one without it")
      ->type_name("");
  parser->add_flag("--yes", options->yes, "Do not ask");
  CLI::Option* list =
      parser->add_flag("--list", options->list, "Show the files that are trusted, and the servers");
  parser->add_flag("--remove", options->remove, "Trust the directory's file no more")
      ->excludes(list);
  parser
      ->add_option("--server", options->server,
                   "With --remove: forget the certificate that was accepted for HOST:PORT")
      ->type_name("HOST:PORT")
      ->excludes(list);
  return {parser, [options](Context& context) { return run_trust(context, *options); }};
}

}  // namespace sessionstore::cli
