#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "commands/command.h"
#include "exit_code.h"
#include "render/json_writer.h"
#include "render/table.h"

namespace sessionstore::cli {

Command providers_command(CLI::App& program) {
  CLI::App* parser = add_command(program, "providers", "The kinds of store that this program knows",
                                 {"sessionstore providers", "sessionstore providers --json"});
  return {parser, [](Context& context) -> int {
            Json list = Json::array();
            Table table(
                {{.title = "NAME"}, {.title = "LOCATIONS"}, {.title = "DESCRIPTION", .least = 8}});
            for (const Provider* provider : context.registry().all()) {
              const std::vector<std::string> schemes = provider->location_schemes();
              list.push_back({{"name", provider->name()},
                              {"location_schemes", schemes},
                              {"description", provider->description()}});
              std::string locations;
              for (const std::string& scheme : schemes) {
                locations += (locations.empty() ? "" : " ") + scheme + ":";
              }
              table.add(
                  {std::string(provider->name()), locations, std::string(provider->description())});
            }
            if (context.options.json) {
              write_json(stdout, list);
            } else {
              table.print(stdout, context.out());
            }
            return kDone;
          }};
}

}  // namespace sessionstore::cli
