#include <sessionstore/fingerprint.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "interop/storage_tree.h"

// Compares every row with what another JSON library reads from the same files.
namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct Expected {
  std::map<std::string, std::map<std::string, Json>> messages;  // session, message
  std::map<std::string, std::map<std::string, Json>> parts;     // message, part
  std::map<std::string, Json> sessions;
  std::map<std::string, std::string> agent_projects;
};

Expected read_independently(const StorageTree& tree) {
  Expected expected;
  for (const auto& entry : fs::recursive_directory_iterator(tree.root())) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path());
    const Json json = Json::parse(file);
    const std::string id = entry.path().stem().string();
    const std::string folder = entry.path().parent_path().filename().string();
    const std::string kind = entry.path().lexically_relative(tree.root()).begin()->string();
    if (kind == "message") expected.messages[folder][id] = json;
    if (kind == "part") expected.parts[folder][id] = json;
    if (kind == "session") {
      expected.sessions[id] = json;
      expected.agent_projects[id] = folder;
    }
  }
  return expected;
}

std::string without(Json json, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) json.erase(key);
  return json.dump();
}

}  // namespace

TEST_CASE("the real tree is read whole, every row as an independent reader has it") {
  const StorageTree tree = StorageTree::real();
  const Expected expected = read_independently(tree);
  const ReadTree read(tree);

  CHECK(read.skipped().empty());
  CHECK(read.notes() == 0);
  REQUIRE(read.sessions.size() == 32);
  CHECK(read.messages() == 95);
  CHECK(read.parts() == 241);
  CHECK(read.records() == 29 + 2 + 1);

  for (const auto& [id, session] : read.sessions) {
    const Json& json = expected.sessions.at(id);
    CHECK(session.session.title == json["title"].get<std::string>());
    CHECK(session.session.directory == json["directory"].get<std::string>());
    CHECK(session.session.created == json["time"]["created"]);
    CHECK(session.session.updated == json["time"]["updated"]);
    CHECK(session.session.agent_project_id == expected.agent_projects.at(id));
    CHECK(session.session.parent_id.value_or("") == json.value("parentID", ""));
    CHECK(session.session.data.text() == without(json, {"id", "projectID", "parentID"}));
    CHECK(session.session.data.hash() == sha256(session.session.data.text()));

    const auto messages = expected.messages.find(id);
    REQUIRE(session.turns.size() ==
            (messages == expected.messages.end() ? 0 : messages->second.size()));
    std::pair<Millis, std::string> last;
    for (const auto& [message, parts] : session.turns) {
      const Json& wanted = messages->second.at(message.id);
      const std::pair<Millis, std::string> place{message.created, message.id};
      CHECK(last < place);
      last = place;
      CHECK(message.role == wanted["role"].get<std::string>());
      CHECK(message.created == wanted["time"]["created"]);
      CHECK(message.updated == wanted["time"].value("completed", message.created));
      CHECK(message.data.text() == without(wanted, {"id", "sessionID"}));
      CHECK(message.data.hash() == sha256(message.data.text()));
      if (wanted.contains("tokens")) {
        const Json& tokens = wanted["tokens"];
        const std::int64_t input = tokens["input"];
        const std::int64_t cached = tokens["cache"]["read"];
        CHECK(message.input_tokens == input + cached + std::int64_t{tokens["cache"]["write"]});
        CHECK(message.output_tokens ==
              std::int64_t{tokens["output"]} + std::int64_t{tokens["reasoning"]});
        CHECK(message.cost == wanted["cost"]);
      }

      const auto wanted_parts = expected.parts.find(message.id);
      REQUIRE(wanted_parts != expected.parts.end());
      REQUIRE(parts.size() == wanted_parts->second.size());
      auto next = wanted_parts->second.begin();
      for (const Part& part : parts) {
        CHECK(part.id == next->first);
        CHECK(part.type == next->second["type"].get<std::string>());
        CHECK(part.data.text() == without(next->second, {"id", "sessionID", "messageID"}));
        CHECK(part.data.hash() == sha256(part.data.text()));
        CHECK(part.created >= 1795226897000);
        ++next;
      }
    }
  }
}

TEST_CASE("the real tree's projects have OpenCode's ids as aliases") {
  const ReadTree read(StorageTree::real());
  std::vector<std::string> ids;
  for (const Project& project : read.inventory.projects) ids.push_back(project.id);
  CHECK(ids == std::vector<std::string>{"gitempty", "gitlocal", "gitremote", "global", "plain"});
  CHECK(read.project("gitlocal").aliases ==
        std::vector<std::string>{"f7aec8c5093f1ae1b39d20d2e2eda2477e2278c8"});
  CHECK(read.project("global").aliases.empty());
  REQUIRE(read.project("gitlocal").records.size() == 1);
  CHECK(read.project("gitlocal").records[0].kind == "project");
  CHECK(read.project("gitlocal").records[0].key == "f7aec8c5093f1ae1b39d20d2e2eda2477e2278c8");
}

TEST_CASE("every session belongs to a project of the inventory") {
  const ReadTree read(StorageTree::real());
  std::set<std::string> ids;
  for (const Project& project : read.inventory.projects) ids.insert(project.id);
  for (const auto& [id, session] : read.sessions) {
    CAPTURE(id);
    CHECK(ids.contains(session.session.project_id));
  }
}

TEST_CASE("a shared session's secret stays where it is") {
  const StorageTree tree = StorageTree::real();
  const ReadTree read(tree);
  const auto& share = read.session("ses_e04170fd7ffeYNSKqZ1u5aVzhR").record("session_share");
  CHECK(share.data.text() == R"({"id":"shr93","url":"http://127.0.0.1:18080/s/shr93"})");
  CHECK(tree.read("session_share/ses_e04170fd7ffeYNSKqZ1u5aVzhR.json").find("secret-93") !=
        std::string::npos);
}

TEST_CASE("two readings give the same rows") {
  const StorageTree tree = StorageTree::real();
  const auto first = interop::open_flat_files(tree.root(), {});
  const auto second = interop::open_flat_files(tree.root(), {});
  for (const SessionEntry& entry : first->inventory().sessions) {
    CHECK(fingerprint_of(*first, entry.id) == fingerprint_of(*second, entry.id));
  }
}

TEST_CASE("reading changes nothing") {
  const StorageTree tree = StorageTree::real();
  const auto state = [&tree] {
    std::map<std::string, std::pair<fs::file_time_type, std::string>> files;
    for (const auto& entry : fs::recursive_directory_iterator(tree.root())) {
      const std::string path = entry.path().lexically_relative(tree.root()).string();
      files[path] = {entry.last_write_time(), entry.is_regular_file() ? tree.read(path) : ""};
    }
    return files;
  };
  const auto before = state();
  const ReadTree read(tree);
  CHECK(state() == before);
}

}  // namespace sessionstore::tests
