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
  Table table({{"ID"}, {"TITLE", false, true}, {"N", true}});
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

TEST_CASE("on a narrow terminal the flexible column gives way") {
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

TEST_CASE("only the heading is coloured, and only where colour is wanted") {
  use_utf8();
  Terminal terminal;
  terminal.colour = true;
  CHECK(printed(sample(), terminal).starts_with("\x1b[2mID"));
  CHECK(printed(sample(), {}).find('\x1b') == std::string::npos);
}
