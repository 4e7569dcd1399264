#include <catch2/catch.hpp>
#include <set>

#include "home.h"
#include "render/text.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (line.ends_with('\r')) {
      line.pop_back();
    }
    lines.push_back(line);
  }
  return lines;
}

}  // namespace

TEST_CASE("list gives the keys that scripts rely on, the latest first") {
  const Home home;
  home.put_store();
  const auto page = home.run_json({"list", "--all-projects"});
  REQUIRE(page["sessions"].size() > 20);
  CHECK(page["next"].is_null());
  auto last = page["sessions"][0]["updated"].get<std::int64_t>();
  for (const auto& session : page["sessions"]) {
    for (const char* key : {"id", "project", "parent", "title", "directory", "author", "machine",
                            "messages", "created", "updated", "archived"}) {
      CHECK(session.contains(key));
    }
    CHECK(session["parent"].is_null());
    CHECK(session["archived"].is_null());
    CHECK(session["updated"].get<std::int64_t>() <= last);
    last = session["updated"].get<std::int64_t>();
  }
  CHECK(home.all_sessions().size() == 32);
}

TEST_CASE("pages join without gap or overlap") {
  const Home home;
  home.put_store();
  std::set<std::string> ids;
  std::vector<std::string> arguments{"list",       "--all-projects", "--children",
                                     "--archived", "--limit",        "7"};
  for (;;) {
    const auto page = home.run_json(arguments);
    for (const auto& session : page["sessions"]) {
      CHECK(ids.insert(session["id"]).second);
    }
    if (page["next"].is_null()) {
      break;
    }
    arguments.resize(6);
    arguments.insert(arguments.end(), {"--after", page["next"].get<std::string>()});
  }
  CHECK(ids.size() == 32);
  CHECK(home.run_json({"list", "--after", "nonsense"}, 2)["error"]["code"] == "invalid_argument");
}

TEST_CASE("list keeps to the project, the author, and what is not archived") {
  const Home home;
  home.put_store();
  CHECK(home.run_json({"list"})["sessions"].empty());
  const auto empty = home.run({"list"});
  CHECK(empty.exit_code == 0);
  CHECK(empty.out.empty());
  CHECK_THAT(empty.err, Contains("No sessions of project work"));
  CHECK(home.run({"list", "--quiet"}).err.empty());
  CHECK_FALSE(home.run_json({"list", "--project", "gitlocal"})["sessions"].empty());
  CHECK(home.run_json({"list", "--all-projects", "--author", "tester"})["sessions"].size() > 20);
  CHECK(home.run_json({"list", "--all-projects", "--author", "nobody"})["sessions"].empty());
}

TEST_CASE("in a file the table is whole, on a terminal it fits") {
  const Home home;
  home.put_store();
  home.execute("UPDATE ss_session SET title = '" + std::string(300, 'x') +
               "' WHERE id = 'ses_e0415ff9dffe7d9pfudKLIV4Yb'");
  const auto file = home.run({"list", "--all-projects"});
  CHECK_THAT(file.out, Contains(std::string(300, 'x')) &&
                           Contains("ses_e0415ff9dffe7d9pfudKLIV4Yb") && !Contains("\x1b"));
  sessionstore::cli::use_utf8();
  Home plain;
  plain.put_store();
  plain.variables["NO_COLOR"] = "1";
  const auto terminal = plain.run_on_terminal({"list", "--project", "gitremote"});
  CHECK(terminal.exit_code == 0);
  CHECK_THAT(terminal.out, !Contains("\x1b"));
  CHECK(lines_of(terminal.out).size() > 5);
  for (const std::string& line : lines_of(terminal.out)) {
    CHECK(sessionstore::cli::display_width(line) <= 80);
  }
  CHECK_THAT(home.run_on_terminal({"list", "--all-projects"}).out, Contains("\x1b[2m"));
}

TEST_CASE("a title cannot steer the terminal") {
  const Home home;
  home.put_store();
  home.execute(
      "UPDATE ss_session SET title = 'a' || char(27) || '[2Jb' || char(8238) || char(155) "
      "WHERE id = 'ses_e0415ff9dffe7d9pfudKLIV4Yb'");
  const auto result = home.run({"list", "--all-projects"});
  CHECK_THAT(result.out, Contains("a\\x1b[2Jb\\u202e\\x9b") && !Contains("\x1b"));
  const auto terminal = home.run_on_terminal({"show", "ses_e0415ff9dffe"});
  CHECK_THAT(terminal.out, Contains("a\\x1b[2Jb\\u202e\\x9b") && !Contains("\x1b[2J"));
}

TEST_CASE("children and archived sessions are marked") {
  const Home home;
  home.put_store();
  const auto result = home.run({"list", "--all-projects", "--children", "--archived"});
  CHECK_THAT(result.out, Contains("↳ ") && Contains("[archived] "));
}

TEST_CASE("completion scripts get ids and titles") {
  const Home home;
  home.put_store();
  const auto result = home.run({"list", "--ids", "--all-projects", "--limit", "3"});
  const auto lines = lines_of(result.out);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].starts_with("ses_"));
  CHECK(lines[0].find('\t') == 30);
}
