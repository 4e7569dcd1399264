#include "render/text.h"

#include <catch2/catch.hpp>

using namespace sessionstore::cli;

TEST_CASE("control and bidirectional characters are spelled out for people") {
  use_utf8();
  CHECK(printable_line("a\x1b[31mred") == "a\\x1b[31mred");
  CHECK(printable_line("bell\x07 del\x7f") == "bell\\x07 del\\x7f");
  CHECK(printable_line("c1 \u009b2J") == "c1 \\x9b2J");
  const std::string right_to_left{'\xe2', '\x80', '\xae'};
  CHECK(printable_line("evil" + right_to_left + "gnp.exe") == "evil\\u202egnp.exe");
  CHECK(printable_line("\xe2\x81\xa6x\xe2\x81\xa9") == "\\u2066x\\u2069");
  CHECK(printable_line(std::string_view("nul\0!", 5)) == "nul\\x00!");
  CHECK(printable_line("Título 🚀 你好 мир") == "Título 🚀 你好 мир");
}

TEST_CASE("a line has no line ends, and single blanks") {
  use_utf8();
  CHECK(printable_line("  two\n\tlines \r\n") == "two lines");
  CHECK(printable_line("\n").empty());
}

TEST_CASE("text keeps its lines and tabs, and a lone CR cannot overwrite one") {
  use_utf8();
  CHECK(printable_text("a\r\nb\tc\n") == "a\nb\tc\n");
  CHECK(printable_text("good\revil") == "good\\x0devil");
  CHECK(printable_text("x\x1b]0;title\x07") == "x\\x1b]0;title\\x07");
}

TEST_CASE("bytes that are no UTF-8 are shown as U+FFFD") {
  use_utf8();
  CHECK(printable_line("a\xff"
                       "b\xc3") == "a\uFFFDb\uFFFD");
  CHECK(printable_text("\xed\xa0\x80") == "\uFFFD\uFFFD\uFFFD");
  CHECK(is_utf8("Título 🚀"));
  CHECK_FALSE(is_utf8("a\xff"));
}

TEST_CASE("width counts columns, not bytes") {
  use_utf8();
  CHECK(display_width("abc") == 3);
  CHECK(display_width("é") == 1);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("你好") == 4);
  CHECK(display_width("🚀") == 2);
  CHECK(display_width("") == 0);
}

TEST_CASE("cutting never exceeds the width and never splits a character") {
  use_utf8();
  CHECK(cut_to_width("short", 10) == "short");
  CHECK(cut_to_width("exactly", 7) == "exactly");
  CHECK(cut_to_width("too long", 5) == "too …");
  CHECK(cut_to_width("你好世界", 6) == "你好…");
  CHECK(cut_to_width("你好世界", 4) == "你…");
  CHECK(cut_to_width("abc", 1) == "…");
  CHECK(cut_to_width("abc", 0).empty());
}
