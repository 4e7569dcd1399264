// verify and migrate: whether the store is sound.
#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

TEST_CASE("verify proves a sound store") {
  const Home home;
  home.put_store();
  const auto report = home.run_json({"verify"});
  CHECK(report["ok"] == true);
  CHECK(report["sessions"] == 32);
  CHECK(report["messages"] == 95);
  CHECK(report["parts"] == 241);
  CHECK(report["differences"].empty());
  CHECK_THAT(home.run({"verify"}).out, Contains("ok 32 sessions"));
}

TEST_CASE("verify finds damage, names the session, and exits with 5") {
  const Home home;
  home.put_store();
  home.execute("UPDATE ss_part SET data = replace(data, 'Let me think', 'Let me sink')");
  const auto report = home.run_json({"verify"}, 5);
  CHECK(report["ok"] == false);
  CHECK_THAT(report["differences"].dump(), Contains("ses_e0417f662ffelvx6Rf4SZU9y8F"));
  for (const char* key : {"session", "kind", "detail"}) {
    CHECK(report["differences"][0].contains(key));
  }
  const auto human = home.run({"verify"});
  CHECK(human.exit_code == 5);
  CHECK_THAT(human.out, Contains("not ok") && Contains("ses_e0417f662ffelvx6Rf4SZU9y8F"));
}

TEST_CASE("verify finds columns that were changed by hand, and puts right what it can") {
  const Home home;
  home.put_store();
  const std::string of_one = " WHERE id = 'ses_e0417f662ffelvx6Rf4SZU9y8F'";
  home.execute("UPDATE ss_session SET title = 'by hand', listed = 0" + of_one);
  home.execute("UPDATE ss_message SET role = 'x'; UPDATE ss_part SET type = 'x'");
  const auto found = home.run_json({"verify"}, 5);
  CHECK(found["differences"].size() > 300);
  CHECK(found["repaired"].empty());
  CHECK_THAT(home.run({"verify"}).out,
             Contains("title is 'by hand' and was") &&
                 Contains("`sessionstore verify --repair` puts it right"));
  const auto repaired = home.run_json({"verify", "--repair"});
  CHECK(repaired["differences"].empty());
  CHECK(repaired["repaired"].size() == found["differences"].size());
  CHECK(home.run_json({"verify"})["ok"] == true);

  home.execute("UPDATE ss_session SET machine = 'by hand'");
  CHECK(home.run({"verify", "--repair"}).exit_code == 5);
  CHECK_THAT(home.run({"verify"}).out, Contains("machine") && Contains("nothing here tells"));
  CHECK(home.run({"verify", "--accept"}).exit_code == 2);
  CHECK(home.run({"verify", "--repair", "--accept"}).exit_code == 0);
  CHECK(home.run_json({"verify"})["ok"] == true);
}

TEST_CASE("migrate shows a current schema") {
  const Home home;
  home.put_store();
  const auto status = home.run_json({"migrate", "status"});
  CHECK(status["state"] == "current");
  CHECK(status["pending"].empty());
  REQUIRE_FALSE(status["applied"].empty());
  CHECK(status["applied"][0]["version"] == 1);
  CHECK_THAT(home.run({"migrate", "status"}).out, Contains("applied  0001"));
  CHECK_THAT(home.run({"migrate", "plan"}).out, Contains("nothing"));
  CHECK(home.run_json({"migrate", "up"})["ran"].empty());
  CHECK(home.run_json({"migrate", "repair"})["state"] == "current");
}

TEST_CASE("migrate up makes a store, the others do not") {
  const Home home;
  CHECK(home.run({"migrate", "status"}).exit_code == 10);
  CHECK_FALSE(std::filesystem::exists(home.store_file()));
  const auto up = home.run_json({"migrate", "up"});
  CHECK(up["state"] == "current");
  CHECK_FALSE(up["ran"].empty());
  CHECK(home.run_json({"status"})["exists"] == true);
}

TEST_CASE("migrate needs an action that it knows") {
  const Home home;
  CHECK(home.run({"migrate"}).exit_code == 2);
  const auto result = home.run({"migrate", "upp"});
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.err, Contains("did you mean 'up'"));
}

TEST_CASE("a store of 0 bytes is told of, and does not keep an import off") {
  const Home home;
  home.unpack_opencode();
  std::filesystem::create_directories(home.store_file().parent_path());
  write_file(home.store_file(), "");
  for (const std::string command : {"list", "verify", "status"}) {
    const auto told = home.run({command});
    CHECK(told.exit_code == (command == "status" ? 0 : 10));
    CHECK_THAT(told.out + told.err, Catch::Matchers::Contains("0 bytes"));
  }
  CHECK(home.run_json({"import"})["written"] == 32);
  CHECK(home.run({"verify"}).exit_code == 0);
}
