#include "render/text.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

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

TEST_CASE("characters that nobody sees are spelled out") {
  use_utf8();
  CHECK(printable_line("a\u200Bb") == "a\\u200bb");
  CHECK(printable_line("a\u00ADb\u2060c\uFEFFd") == "a\\u00adb\\u2060c\\ufeffd");
  CHECK(printable_line("a\u2028b\u2029c") == "a\\u2028b\\u2029c");
  CHECK(printable_line("a\u200Db\u200Cc") == "a\\u200db\\u200cc");
  CHECK(printable_line("hi\U000E0068\U000E0069") == "hi\\ue0068\\ue0069");
  CHECK(printable_line("x\U000E0100y\U000E01EF") == "x\\ue0100y\\ue01ef");
  CHECK(printable_line("a\uFE0Fb\uFE00") == "a\\ufe0fb\\ufe00");
  CHECK(printable_line("\u3164\u115F\uFFA0\u034F") == "\\u3164\\u115f\\uffa0\\u034f");
  CHECK(printable_text("a\u200B\nb\u202Ec") == "a\\u200b\nb\\u202ec");
  CHECK(display_width(printable_line("a\u200Bb")) == 8);
}

TEST_CASE("emoji keep what they are made of, and nothing is hidden in them") {
  use_utf8();
  for (const std::string text :
       {"👩‍👩‍👧‍👦", "👩🏽‍💻", "❤️", "❤️‍🔥", "🏳️‍🌈",
        "🏴‍☠️", "🐻‍❄️", "1️⃣ #️⃣ *️⃣", "🇩🇪🇫🇷", "☎︎ ☎️",
        "©️ ™️ ℹ️",
        "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F!"}) {
    CHECK(printable_line(text) == text);
    CHECK(printable_text(text) == text);
  }
  CHECK(printable_line("👩\u200D\u200D💻") == "👩\\u200d\\u200d💻");
  CHECK(printable_line("❤\uFE0F\uFE0F") == "❤\uFE0F\\ufe0f");
  CHECK(printable_line("👩\u200D") == "👩\\u200d");
  CHECK(printable_line("1\uFE0F2") == "1\\ufe0f2");
  CHECK(printable_line("\U0001F3F4\U000E0068\U000E0069\U000E007F") ==
        "\U0001F3F4\\ue0068\\ue0069\\ue007f");
}

TEST_CASE("scripts that need joiners and breaks keep them between their letters") {
  use_utf8();
  for (const std::string text : {"می\u200Cخواهم", "क्\u200Dष क्\u200C", "ශ්\u200Dරී", "ന്\u200D",
                                 "র\u200D্য", "ភាសា\u200Bខ្មែរ", "ᠮᠣᠩᠭᠣᠯ\u180Eᠠ"}) {
    CHECK(printable_line(text) == text);
  }
  CHECK(printable_line("می\u200C\u200Cخ") == "می\\u200c\\u200cخ");
  CHECK(printable_line("خ\u200Ca") == "خ\\u200ca");
  CHECK(printable_line("ភ\u200B\u200Bខ") == "ភ\\u200b\\u200bខ");
}

TEST_CASE("JSON for a terminal spells what steers it, and stays the same JSON") {
  use_utf8();
  const std::string json = "{\"a\u009Bb\":\"\u202Ex\u200B\x7F\U000E0041 é 日本 👩\"}";
  const std::string shown = printable_json(json);
  CHECK(shown == "{\"a\\u009bb\":\"\\u202ex\\u200b\\u007f\\udb40\\udc41 é 日本 👩\"}");
  CHECK(nlohmann::json::parse(shown) == nlohmann::json::parse(json));
  CHECK(printable_json("[1,\"\\n\"]\n") == "[1,\"\\n\"]\n");
}
