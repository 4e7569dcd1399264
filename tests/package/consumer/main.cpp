#include <sessionstore/config/configuration.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/opencode.h>
#include <sessionstore/providers/builtin.h>

#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>

// Appends a message to a new session in a SQLite store in the directory given, and reads it back.
namespace {

sessionstore::Turn greeting() {
  sessionstore::Turn turn;
  turn.message.id = "msg_1";
  turn.message.role = "user";
  turn.message.data = sessionstore::json::Document::parse(R"({"role": "user"})");
  sessionstore::Part part;
  part.id = "prt_1";
  part.type = "text";
  part.data = sessionstore::json::Document::parse(R"({"type": "text", "text": "hello"})");
  turn.parts.push_back(part);
  return turn;
}

bool append_and_read_back(const char* directory) {
  const auto registry = sessionstore::providers::builtin_registry();
  sessionstore::OpenOptions options;
  options.data_directory = directory;
  const auto store = registry.get("sqlite").open(options);

  sessionstore::Session session;
  session.id = "ses_1";
  session.project_id = "example.org/consumer";
  session.title = "From a consumer";
  store->create_session(session);
  store->append_message(session.id, greeting());

  const auto turns = store->read_messages(session.id, 0, 10);
  return turns.size() == 1 && turns[0].message.seq == 1 && turns[0].parts.size() == 1 &&
         turns[0].parts[0].data.text() == R"({"type":"text","text":"hello"})";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: consumer DIRECTORY\n";
    return EXIT_FAILURE;
  }
  try {
    // Called so that each library has to be found and linked.
    sessionstore::config::Environment environment = sessionstore::config::Environment::of_process();
    environment.home = environment.working_directory = argv[1];
    environment.variable = [](const std::string&) { return std::nullopt; };
    const auto configuration = sessionstore::config::Configuration::load(environment, {});
    const auto agent = sessionstore::interop::default_opencode_directory("", argv[1]);
    if (configuration.provider() != "sqlite" || agent.filename() != "opencode" ||
        !append_and_read_back(argv[1])) {
      std::cerr << "not what was written\n";
      return EXIT_FAILURE;
    }
  } catch (const sessionstore::Error& error) {
    std::cerr << error.what() << '\n' << error.hint() << '\n';
    return EXIT_FAILURE;
  }
  std::cout << "read back what was written\n";
  return EXIT_SUCCESS;
}
