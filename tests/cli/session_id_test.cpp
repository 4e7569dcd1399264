#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

TEST_CASE("an unambiguous prefix names a session, whatever the project") {
  const Home home;
  home.put_store();
  CHECK(home.run_json({"show", "ses_e0415ff9"})["session"]["id"] ==
        "ses_e0415ff9dffe7d9pfudKLIV4Yb");
  CHECK(home.run_json({"show", "ses_e0415ff9dffe7d9pfudKLIV4Yb"})["session"]["id"] ==
        "ses_e0415ff9dffe7d9pfudKLIV4Yb");
}

TEST_CASE("an ambiguous prefix lists the matches") {
  const Home home;
  home.put_store();
  const auto few = home.run_json({"show", "ses_e0417fb"}, 2)["error"];
  CHECK(few["code"] == "invalid_argument");
  CHECK_THAT(few["message"].get<std::string>(), Contains("ses_e0417fb1affeyYPykOT5y31Duf") &&
                                                    Contains("ses_e0417fb96ffesxNldB4xAeu0xM") &&
                                                    !Contains("and more"));
  const auto many = home.run({"show", "ses_"});
  CHECK(many.exit_code == 2);
  CHECK_THAT(many.err, Contains("and more"));
}

TEST_CASE("a prefix of no session, and an empty one, are refused") {
  const Home home;
  home.put_store();
  CHECK(home.run({"show", "ses_zzz"}).exit_code == 10);
  CHECK(home.run({"show", ""}).exit_code == 2);
  CHECK(home.run({"delete", "--yes", ""}).exit_code == 2);
  CHECK(home.run_json({"rename", "ses_zzz", "x"}, 10)["error"]["code"] == "not_found");
  CHECK(home.run({"show", "%"}).exit_code == 10);
  CHECK(home.run({"show", "ses_e0415ff9dff_"}).exit_code == 10);
}
