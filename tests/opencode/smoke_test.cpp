#include <catch2/catch.hpp>

#include "opencode/make_data.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

using namespace sessionstore::tests;
using Json = nlohmann::json;

namespace {

std::vector<std::string> ids_in(const Json& list) {
  std::vector<std::string> out;
  for (const Json& session : list) out.push_back(session["id"]);
  return out;
}

std::string words_of(const Json& message) {
  std::string out;
  for (const Json& part : message["parts"]) {
    if (part["type"] == "text") out += part["text"].get<std::string>();
  }
  return out;
}

}  // namespace

TEST_CASE("each version makes a session, lists it, exports it and remembers it", "[opencode]") {
  const std::string version = GENERATE("1.1.65", "1.2.27", "1.15.13", "1.18.34");
  INFO(version);
  const TemporaryDirectory place;
  const RealOpenCode opencode(version, place.path());

  const Answer first = opencode.run("The first prompt");
  CHECK(first.text.find("Answer to turn 1") != std::string::npos);
  CHECK(ids_in(opencode.list()) == std::vector{first.session});

  const Answer second = opencode.run("The second prompt", first.session);
  CHECK(second.session == first.session);
  CHECK(second.text.find("Answer to turn 2") != std::string::npos);
  const std::string asked = opencode.last_conversation();
  CHECK(asked.find("The first prompt") != std::string::npos);
  CHECK(asked.find("Answer to turn 1") != std::string::npos);

  const Json exported = opencode.export_session(first.session);
  CHECK(exported["info"]["id"] == first.session);
  REQUIRE(exported["messages"].size() == 4);
  CHECK(words_of(exported["messages"][1]) == first.text);
  CHECK(words_of(exported["messages"][3]) == second.text);
}

TEST_CASE("the database file alone holds nothing after a first run that ended well", "[opencode]") {
  const std::string version = GENERATE("1.2.27", "1.18.34");
  INFO(version);
  const TemporaryDirectory place;
  const RealOpenCode opencode(version, place.path());
  opencode.run("One");
  const std::filesystem::path log = opencode.database().string() + "-wal";
  CHECK(std::filesystem::file_size(opencode.database()) == 4096);
  CHECK(std::filesystem::file_size(log) > 100'000);
  CHECK(query_sql(opencode.database(), "SELECT count(*) FROM session") ==
        std::vector<std::string>{"1"});
}

TEST_CASE("what another version made goes on in a newer one", "[opencode]") {
  const TemporaryDirectory place;
  RealOpenCode opencode("1.1.65", place.path());
  const std::string session = opencode.run("In flat files").session;
  for (const std::string version : {"1.2.27", "1.18.34"}) {
    INFO(version);
    opencode.become(version);
    CHECK(ids_in(opencode.list()) == std::vector{session});
    opencode.run("With " + version, session);
    const std::string asked = opencode.last_conversation();
    CHECK(asked.find("In flat files") != std::string::npos);
  }
}

TEST_CASE("a version that is not there is named with the remedy", "[opencode]") {
  const TemporaryDirectory place;
  CHECK_THROWS_WITH(RealOpenCode("0.0.1", place.path()),
                    Catch::Contains("no OpenCode 0.0.1") && Catch::Contains("script/opencode"));
}
