#include <sessionstore/shell_word.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>

namespace sessionstore {
namespace {

/// The words that a shell makes of `text`, each in brackets.
std::string words_of(const std::string& text) {
  const std::string command = "printf '[%s]' " + text;
  FILE* const shell = ::popen(command.c_str(), "r");
  REQUIRE(shell != nullptr);
  std::string words;
  std::array<char, 256> buffer{};
  while (std::fgets(buffer.data(), buffer.size(), shell) != nullptr) words += buffer.data();
  ::pclose(shell);
  return words;
}

}  // namespace

TEST_CASE("plain words stand without quotes") {
  CHECK(shell_word("ses_e0417e36effe17bQg4JmeeBhxp") == "ses_e0417e36effe17bQg4JmeeBhxp");
  CHECK(shell_word("/home/alice/my.app") == "/home/alice/my.app");
}

TEST_CASE("a shell reads every word as it was") {
  for (const std::string word : {"",
                                 "x; touch /tmp/y #",
                                 "ses_$(id)",
                                 "`id`",
                                 "it's",
                                 "''",
                                 "a\\b",
                                 "a b",
                                 "*",
                                 "~",
                                 "!x",
                                 "a&b",
                                 "a|b",
                                 "<x",
                                 ">x",
                                 "\"x\"",
                                 "{a,b}",
                                 "a=b",
                                 "[x]",
                                 "\n",
                                 "ses_$(touch${IFS}x)"}) {
    CAPTURE(word);
    CHECK(words_of(shell_word(word)) == "[" + word + "]");
  }
}

}  // namespace sessionstore
