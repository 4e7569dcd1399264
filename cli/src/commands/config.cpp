#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "attribution.h"
#include "commands/command.h"
#include "exit_code.h"
#include "render/json_writer.h"
#include "render/table.h"
#include "render/text.h"

namespace sessionstore::cli {

Command config_command(CLI::App& program) {
  CLI::App* parser =
      add_command(program, "config", "The effective configuration, and where each key comes from",
                  {"sessionstore config", "sessionstore config --json",
                   "sessionstore --config ./team.json config"});
  return {
      parser, [](Context& context) -> int {
        Json document = Json::object();
        Table table({{.title = "KEY"}, {.title = "VALUE"}, {.title = "ORIGIN", .least = 10}});
        const auto add = [&](const std::string& key, const std::string& value,
                             const std::string& origin) {
          document[key] = {{"value", value}, {"origin", origin}};
          table.add({printable_line(key), printable_line(value), printable_line(origin)});
        };
        const auto& settings = context.configuration().settings();
        for (const auto& [key, setting] : settings) add(key, setting.shown(), setting.origin);
        // What is in force without being configured, and decides whose a session is.
        for (const auto& [key, found] :
             {std::pair("sessionProvider.author", find_author(context)),
              std::pair("sessionProvider.machine", find_machine(context))}) {
          if (!settings.contains(key)) add(key, found.name, found.origin);
        }
        if (const auto& file = context.configuration().untrusted()) {
          add("untrusted", file->path.string(),
              fmt::format("no force over {}: `sessionstore trust`", fmt::join(file->keys, ", ")));
        }
        if (context.options.json) {
          write_json(stdout, document);
        } else {
          table.print(stdout, context.out());
        }
        return kDone;
      }};
}

}  // namespace sessionstore::cli
