#include <cstdio>

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
  return {parser, [](Context& context) -> int {
            Json document = Json::object();
            Table table({{"KEY"}, {"VALUE", false, true}, {"ORIGIN"}});
            for (const auto& [key, setting] : context.configuration().settings()) {
              document[key] = {{"value", setting.shown()}, {"origin", setting.origin}};
              table.add({printable_line(key), printable_line(setting.shown()),
                         printable_line(setting.origin)});
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
