#include "render/table.h"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "render/text.h"

using namespace sessionstore::cli;

namespace {

std::string printed(const Table& table, const Terminal& terminal) {
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* file = open_memstream(&text, &size);
  table.print(file, terminal);
  std::fclose(file);
  std::string out(text, size);
  std::free(text);  // NOLINT(cppcoreguidelines-no-malloc): open_memstream's way
  return out;
}

Table sample() {
  Table table({{.title = "ID"}, {.title = "TITLE", .least = 8}, {.title = "N", .right = true}});
  table.add({"a", "你好 a rather long title", "5"});
  table.add({"bb", "🚀", "1,000"});
  return table;
}

}  // namespace

TEST_CASE("columns line up whatever the script, and nothing is cut in a file") {
  use_utf8();
  CHECK(printed(sample(), {}) ==
        "ID  TITLE                         N\n"
        "a   你好 a rather long title      5\n"
        "bb  🚀                        1,000\n");
}

TEST_CASE("on a narrow terminal the column that may give way does") {
  use_utf8();
  Terminal terminal;
  terminal.width = 24;
  CHECK(printed(sample(), terminal) ==
        "ID  TITLE              N\n"
        "a   你好 a rathe…      5\n"
        "bb  🚀             1,000\n");
}

TEST_CASE("a column is never cut to nothing") {
  use_utf8();
  Terminal terminal;
  terminal.width = 5;
  CHECK(printed(sample(), terminal).find("你好 a …") != std::string::npos);
}

TEST_CASE("the widest gives way first, a path keeps its end, and what is least needed goes") {
  use_utf8();
  Table table({{.title = "ID"},
               {.title = "TITLE", .least = 10},
               {.title = "N", .right = true, .optional = true},
               {.title = "PROJECT", .least = 6, .keep_end = true}});
  table.add({"a", "a rather long title", "5", "host/team/name"});
  const auto at = [&](int width) {
    Terminal terminal;
    terminal.width = width;
    return printed(table, terminal);
  };
  CHECK(at(80) ==
        "ID  TITLE                N  PROJECT\n"
        "a   a rather long title  5  host/team/name\n");
  CHECK(at(36) ==
        "ID  TITLE          N  PROJECT\n"
        "a   a rather lon…  5  host/team/name\n");
  CHECK(at(20) ==
        "ID  TITLE       PROJE…\n"
        "a   a rather …  …/name\n");
  // What is still too wide stays so.
  CHECK(at(5) == at(20));
}

TEST_CASE("what is never cut is whole on any terminal") {
  use_utf8();
  Table table({{.title = "KEY"}, {.title = "VALUE"}, {.title = "ORIGIN", .least = 10}});
  table.add({"k", "the value that one came for", "a file far away"});
  Terminal terminal;
  terminal.width = 20;
  CHECK(printed(table, terminal).find("the value that one came for  a file fa…") !=
        std::string::npos);
}

TEST_CASE("only the heading is coloured, and only where colour is wanted") {
  use_utf8();
  Terminal terminal;
  terminal.colour = true;
  CHECK(printed(sample(), terminal).starts_with("\x1b[2mID"));
  CHECK(printed(sample(), {}).find('\x1b') == std::string::npos);
}
