#include "mysql_client_settings.h"

namespace sessionstore::cli {

void add_mysql_client_settings(Context& context, std::map<std::string, std::string>& settings) {
  const std::string password = context.variable("OPENCODE_MYSQL_PASSWORD");
  if (!password.empty()) {
    settings.try_emplace("password", password);
  }
  for (const char* const file : {"tlsCa", "tlsCert", "tlsKey"}) {
    // A directory's file has no say in how a server proves itself that it does not name.
    const auto& configured = context.configuration().settings();
    const auto found = configured.find(std::string("sessionProvider.mysql.") + file);
    if (found != configured.end() && !found->second.from_working_directory) {
      settings[file] = found->second.value;
      settings.try_emplace("tls", "true");
    }
  }
}

}  // namespace sessionstore::cli
