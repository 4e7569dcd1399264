#include "render/markdown_text.h"

#include <catch2/catch.hpp>

#include "render/text.h"

using namespace sessionstore::cli;

namespace {

std::string enclosed(const std::string& text) {
  use_utf8();
  return markdown_enclosed(text);
}

/// For texts that are to stay as they are.
void check_same(const std::string& text) { CHECK(enclosed(text) == text); }

}  // namespace

TEST_CASE("HTML outside code is text") {
  CHECK(enclosed("<script>alert(1)</script>") == "&lt;script>alert(1)&lt;/script>");
  CHECK(enclosed("a <img src=x onerror=y> b") == "a &lt;img src=x onerror=y> b");
  CHECK(enclosed("<!-- c --> <?php ?> <![CDATA[") == "&lt;!-- c --> &lt;?php ?> &lt;![CDATA[");
  CHECK(enclosed("> - <b>\n  1. <i>") == "> - &lt;b>\n  1. &lt;i>");
  CHECK(enclosed("\\<b> \\\\<b>") == "&lt;b> \\\\&lt;b>");
  CHECK(enclosed("<javascript:x> <data:x>") == "&lt;javascript:x> &lt;data:x>");
  CHECK(enclosed("<https://](javascript:x>") == "&lt;https://]\\(javascript:x>");
  check_same("a < b, a <- b, <3, x<1");
  check_same("<https://example.com/a?b=c> and <http://h>");
}

TEST_CASE("code stays as it is, wherever it stands") {
  check_same("Use `<b>` or ``a ` <i>``.");
  check_same("```html\n<script>\n```\nand\n~~~\n<b>\n```\n<i>\n~~~");
  check_same("- so:\n  ```html\n  <b>\n  ```\n- and");
  check_same("1. so:\n\n   ```\n   <b>\n\n   <i>\n   ```");
  check_same("10. so:\n    ```\n    <b>\n    ```");
  check_same("> ```\n> <b>\n> ```");
  check_same("> - ~~~\n>   <b>\n>   ~~~");
  check_same("so:\n\n    <b>\n\n    <i>");
  check_same("-\t```\n\t<b>\n\t```");
  check_same("| a | b |\n|---|---|\n| `x` | `<b>` |");
}

TEST_CASE("nothing that only looks like code lets HTML through") {
  for (const std::string text : {"``` a`b <script>",
                                 "- ```\n<script>",
                                 "  - ```\n <script>",
                                 "> ```\n<script>",
                                 "a `b\n` <script> `",
                                 "\\`<script>`",
                                 "`a\\`<script>`b",
                                 "```\n```` \n<script>",
                                 "a\n    <script>",
                                 "- a\n\n    <script>",
                                 "[x](`) <script> `",
                                 "[x](<) ` >) <script> `",
                                 "[x](/a \"` \") <script> `",
                                 "[x][`] <script> `",
                                 "http://a/`b <script> `",
                                 "www.a.b`c <script> `",
                                 "|a|b|\n|-|-|\n| `x | <script>` | y |",
                                 "> a\n    <script>",
                                 "2. a\n2) b\n```\n```\n<script>",

                                 "~~~\n~~~~\n<script>",
                                 "[^1]: a\n\n    <script>",
                                 "\t\n-\n\n  <script>",

                                 "|a|b|\n|-|-|\n2. ```\n   ```\n<script>"}) {
    CAPTURE(text);
    CHECK(enclosed(text).find("<script>") == std::string::npos);
  }
  const std::string ticks(81, '`');
  CHECK(enclosed(ticks + "<script>" + ticks) == ticks + "&lt;script>" + ticks);
}

TEST_CASE("links lead to the web, to mail and to files beside only") {
  CHECK(enclosed("[a](javascript:x)") == "[a]\\(javascript:x)");
  CHECK(enclosed("![a](data:text/html,x)") == "![a]\\(data:text/html,x)");
  CHECK(enclosed("[a]( <JavaScript:x>)") == "[a]\\( &lt;JavaScript:x>)");
  CHECK(enclosed("[a](&#106;avascript:x)") == "[a]\\(&#106;avascript:x)");
  CHECK(enclosed("[a\\](javascript:x)") == "[a\\]\\(javascript:x)");
  CHECK(enclosed("[a\\]: vbscript:x") == "[a\\]\\: vbscript:x");
  check_same("[a\\](b.cpp)");
  CHECK(enclosed("[a](javascript&colon;x)") == "[a]\\(javascript&colon;x)");
  CHECK(enclosed("[a](java\\script\\:x)") == "[a]\\(java\\script\\:x)");
  CHECK(enclosed("[a](\njavascript:x)") == "[a]\\(\njavascript:x)");
  CHECK(enclosed("[a]: vbscript:x\n[b]:\n javascript:x") ==
        "[a]\\: vbscript:x\n[b]\\:\n javascript:x");
  CHECK(enclosed("[a](file:///etc/passwd)") == "[a]\\(file:///etc/passwd)");
  check_same(
      "[a](https://h/x) [b](HTTP://h) [c](mailto:a@b) [d](#e) [f](src/g.cpp:12) [h](i.cpp:3)");
  check_same("[a](../b.md \"title\") ![](c.png)\n\n[d]: /e?f=g:h");
  check_same("`[a](javascript:x)`\n\n```\n[a](javascript:x)\n```");
}

TEST_CASE("texts made to take long do not") {
  use_utf8();
  std::string brackets;
  while (brackets.size() < 30'000) brackets += "](";
  CHECK(markdown_enclosed(brackets).size() >= brackets.size());
  std::string deep;
  for (std::size_t level = 0; level < 300; ++level) deep += std::string(2 * level, ' ') + "- <b>\n";
  CHECK(markdown_enclosed(deep).find("<b>") == std::string::npos);
  std::string quotes;
  while (quotes.size() < 30'000) quotes += "> ";
  CHECK(markdown_enclosed(quotes + "<b>").ends_with("&lt;b>"));
}

TEST_CASE("a code block that the text leaves open is closed where it stands") {
  CHECK(enclosed("- a\n  ~~~~\n  b") == "- a\n  ~~~~\n  b\n  ~~~~");
  CHECK(enclosed("> ```\n> a") == "> ```\n> a\n> ```");
  CHECK(enclosed("- ```\n  a\n\nb") == "- ```\n  a\n\nb");
}

TEST_CASE("a text that begins indented is told") {
  CHECK(begins_indented("  a"));
  CHECK(begins_indented("\n\n\ta"));
  CHECK_FALSE(begins_indented(" a"));
  CHECK_FALSE(begins_indented("a\n   b"));
  CHECK_FALSE(begins_indented("   \nb"));
  CHECK_FALSE(begins_indented(""));
}
