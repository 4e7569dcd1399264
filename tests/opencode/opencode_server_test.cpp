#include "opencode/opencode_server.h"

#include <catch2/catch.hpp>

#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

using namespace sessionstore::tests;

TEST_CASE("a server shows its sessions, changes one, and what it said survives a kill",
          "[opencode]") {
  const TemporaryDirectory place;
  const RealOpenCode opencode("1.18.34", place.path());
  const std::string session = opencode.run("One").session;

  OpenCodeServer server(opencode);
  const HttpReply list = server.get("/session");
  CHECK(list.status == 200);
  REQUIRE(list.json().size() == 1);
  CHECK(list.json()[0]["id"] == session);
  CHECK(server.get("/session/ses_none").status == 404);

  CHECK(server.request("PATCH", "/session/" + session, R"({"title":"Renamed — 改"})").status ==
        200);
  server.kill();
  CHECK(opencode.list()[0]["title"] == "Renamed — 改");
}

TEST_CASE("a server sees what another program writes into its database", "[opencode]") {
  const TemporaryDirectory place;
  const RealOpenCode opencode("1.18.34", place.path());
  const std::string session = opencode.run("One").session;
  OpenCodeServer server(opencode);
  REQUIRE(server.get("/session").json().size() == 1);
  run_sql(opencode.database(), "UPDATE session SET title = 'From outside'");
  CHECK(server.get("/session/" + session).json()["title"] == "From outside");
  server.stop();
  CHECK(opencode.list()[0]["title"] == "From outside");
}
