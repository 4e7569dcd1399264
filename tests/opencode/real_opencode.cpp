#include "opencode/real_opencode.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "opencode/checkout.h"

namespace sessionstore::tests {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

fs::path program_of(const std::string& version) {
  const char* const told = std::getenv("OPENCODE_TEST_BINARIES");
  if (told == nullptr) {
    throw std::runtime_error(
        "this test runs the real OpenCode and needs OPENCODE_TEST_BINARIES: run it with ctest, or "
        "script/opencode provide DIR and set it to DIR");
  }
  fs::path program = fs::path(told) / version / "opencode";
  if (!fs::exists(program)) {
    throw std::runtime_error(
        "there is no OpenCode " + version + " in " + told +
        ": add it to tests/opencode/versions.txt, then script/opencode provide " + told);
  }
  return program;
}

fs::path made(fs::path directory) {
  fs::create_directories(directory);
  return directory;
}

[[noreturn]] void fail(const std::string& what, const ProcessResult& result) {
  throw std::runtime_error("opencode " + what + " ended with " + std::to_string(result.exit_code) +
                           "\n" + result.out + result.err);
}

}  // namespace

RealOpenCode::RealOpenCode(std::string version, const fs::path& place)
    : version_(std::move(version)),
      place_(made(place)),
      program_(program_of(version_)),
      model_(place_ / "model.log") {
  write_configuration();
  if (!fs::exists(checkout())) make_checkout(checkout(), "git@example.com:team/app.git");
}

void RealOpenCode::become(std::string version) {
  program_ = program_of(version);
  version_ = std::move(version);
}

fs::path RealOpenCode::data() const { return home() / ".local/share/opencode"; }

void RealOpenCode::write_configuration() const {
  const Json model = {{"name", "Fake"},
                      {"tool_call", true},
                      {"reasoning", true},
                      {"limit", {{"context", 100'000}, {"output", 10'000}}},
                      {"cost", {{"input", 1}, {"output", 2}}}};
  const Json provider = {{"npm", "@ai-sdk/openai-compatible"},
                         {"name", "Fake"},
                         {"options",
                          {{"baseURL", "http://127.0.0.1:" + std::to_string(model_.port()) + "/v1"},
                           {"apiKey", "none"}}},
                         {"models", {{"fake-model", model}}}};
  const Json configuration = {{"model", "fake/fake-model"},
                              {"small_model", "fake/fake-model"},
                              {"provider", {{"fake", provider}}}};
  std::ofstream(made(home() / ".config/opencode") / "opencode.json") << configuration.dump(2);
  std::ofstream(place_ / "models.json") << "{}";
}

ProcessOptions RealOpenCode::options(const fs::path& directory) const {
  ProcessOptions out;
  out.directory = directory.empty() ? checkout() : directory;
  out.environment = {{"PATH", std::getenv("PATH")},
                     {"HOME", home().string()},
                     {"XDG_DATA_HOME", (home() / ".local/share").string()},
                     {"XDG_CONFIG_HOME", (home() / ".config").string()},
                     {"XDG_STATE_HOME", (home() / ".local/state").string()},
                     {"XDG_CACHE_HOME", (home() / ".cache").string()},
                     {"OPENCODE_DISABLE_AUTOUPDATE", "1"},
                     {"OPENCODE_DISABLE_MODELS_FETCH", "1"},
                     {"OPENCODE_MODELS_PATH", (place_ / "models.json").string()},
                     {"OPENCODE_DISABLE_DEFAULT_PLUGINS", "1"},
                     {"OPENCODE_DISABLE_LSP_DOWNLOAD", "1"}};
  return out;
}

std::vector<std::string> RealOpenCode::arguments(const std::vector<std::string>& own) const {
  std::vector<std::string> out = {program_.string()};
  out.insert(out.end(), own.begin(), own.end());
  return out;
}

ProcessResult RealOpenCode::command(const std::vector<std::string>& own,
                                    const fs::path& directory) const {
  // A program that hangs is to be seen as that, and not as the whole test's time-out.
  std::vector<std::string> limited = {"/usr/bin/env", "timeout", "--kill-after=5", "120"};
  const std::vector<std::string> program = arguments(own);
  limited.insert(limited.end(), program.begin(), program.end());
  return run_process(limited, options(directory));
}

Answer RealOpenCode::run(const std::string& prompt, const std::string& session,
                         const fs::path& directory, const std::vector<std::string>& options) const {
  std::vector<std::string> own = {"run", "--format", "json"};
  if (!session.empty()) own.insert(own.end(), {"--session", session});
  own.insert(own.end(), options.begin(), options.end());
  own.insert(own.end(), {"--", prompt});
  const ProcessResult result = command(own, directory);
  if (result.exit_code != 0) fail("run", result);
  Answer answer;
  std::istringstream lines(result.out);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('{')) continue;
    const Json event = Json::parse(line);
    answer.session = event.value("sessionID", answer.session);
    if (event["type"] == "text") answer.text += event["part"]["text"].get<std::string>();
  }
  if (answer.text.empty()) fail("run: no answer", result);
  return answer;
}

Json RealOpenCode::list(const fs::path& directory) const {
  const ProcessResult result = command({"session", "list", "--format", "json"}, directory);
  if (result.exit_code != 0) fail("session list", result);
  // 1.2.1 speaks of its migration on standard output as well.
  const std::size_t start = result.out.find('[');
  return start == std::string::npos ? Json::array() : Json::parse(result.out.substr(start));
}

Json RealOpenCode::export_session(const std::string& id) const {
  const ProcessResult result = command({"export", id});
  const std::size_t start = result.out.find('{');
  if (result.exit_code != 0 || start == std::string::npos) fail("export", result);
  return Json::parse(result.out.substr(start));
}

std::string RealOpenCode::last_conversation() const {
  std::string out;
  for (const Json& request : model_requests()) {
    // Titles are asked for without tools, at about the same time.
    if (request.contains("tools")) out = request["messages"].dump();
  }
  return out;
}

}  // namespace sessionstore::tests
