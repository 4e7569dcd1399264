#include "session_file_name.h"

#include <catch2/catch.hpp>

using sessionstore::cli::session_file_name;

TEST_CASE("a session's file is named as the session is, where that is a name") {
  CHECK(session_file_name("ses_1fbE9-f", ".md") == "ses_1fbE9-f.md");
  CHECK(session_file_name(std::string(100, 'x'), ".json") == std::string(100, 'x') + ".json");
}

TEST_CASE("whatever the id is, its file's name is short, plain, and its own") {
  const std::string id =
      GENERATE(as<std::string>{}, "", "/", "..", "../x", "a/b", "a\nb", "-rf", ".hidden", "é",
               std::string(255, 'x'), std::string(253, 'x') + "é", std::string(255, '/'), "_a");
  CAPTURE(id);
  const std::string name = session_file_name(id, "-1795282169907.bundle");
  CHECK(name.size() < 200);
  CHECK(name.ends_with("-1795282169907.bundle"));
  CHECK(name.find_first_of("/\n") == std::string::npos);
  CHECK(name.starts_with('_'));
  CHECK(name != session_file_name(id + "x", "-1795282169907.bundle"));
  // A session whose id is that name has another one.
  const std::string made = session_file_name(id, "");
  CHECK(session_file_name(made, "") != made);
}
