#include "brought/file_url.h"

#include <catch2/catch.hpp>
#include <string>

namespace sessionstore::interop {

using namespace std::string_literals;

TEST_CASE("data is what says so in the one spelling that all understand") {
  CHECK(is_data_url("data:image/png;base64,AA"));
  CHECK_FALSE(is_data_url("DATA:,x"));
  CHECK_FALSE(is_data_url(" data:,x"));
  CHECK_FALSE(is_data_url("da\tta:,x"));
  CHECK_FALSE(is_data_url("http://x/data:"));
}

TEST_CASE("a file URL that OpenCode writes gives its path") {
  CHECK(path_of_file_url("file:///a/b%20c") == "/a/b c");
  CHECK(path_of_file_url("file:///a/b c.txt") == "/a/b c.txt");
  CHECK(path_of_file_url("file:///a/%C3%BCn%C3%AF.txt") == "/a/\u00FCn\u00EF.txt");
  CHECK(path_of_file_url("file:///a/\u00FCn\u00EF.txt") == "/a/\u00FCn\u00EF.txt");
  CHECK(path_of_file_url("file:///a/b.cpp?start=1&end=20") == "/a/b.cpp");
  CHECK(path_of_file_url("file:///a/..b/c...") == "/a/..b/c...");
  CHECK(path_of_file_url("file:///a/b/") == "/a/b/");
  CHECK(path_of_file_url("file:///C:/a") == "/C:/a");
}

TEST_CASE("no other spelling of a file URL is understood") {
  const std::string url = GENERATE(
      " file:///etc/passwd"s, "fi\tle:///etc/passwd"s, "\nfile:///etc/passwd"s,
      "\x01"
      "file:///etc/passwd"s,
      "file:///etc/pass\twd"s, "file:///etc\\passwd"s, "file:///etc/passwd "s,
      "file:///etc/passwd%20"s, "file:////etc/passwd"s, "file:\\\\\\etc/passwd"s,
      "FILE:///etc/passwd"s, "File:/a"s, "file:/etc/passwd"s, "file://LOCALHOST/etc/passwd"s,
      "file://localhost/etc/passwd"s, "file://server/share"s, "file:///etc/passwd\0"s,
      "file:///etc/passwd%00"s, "file:///etc/passwd%0a"s, "file:///nonexistent/../etc/passwd"s,
      "file:///x/%2e%2e/etc/passwd"s, "file:///nonexist/%2E./etc/passwd"s,
      "file:///nonexist%2f..%2fetc/passwd"s, "file:///a%2Fb"s, "file:///a%5Cb"s,
      "file:///x/%252e%252e/etc/passwd"s, "file:///././etc/passwd"s, "file:///etc/./passwd"s,
      "file:///etc//passwd"s, "file:///a/."s, "file:///etc/passwd?x#y"s, "file:///etc/passwd#x"s,
      "file:///a?../b"s, "file:C:/../etc"s, "file:///C|/a"s, "file:///a%"s, "file:///a%zz"s,
      "file:relative"s, "file://"s, "file:"s, "/etc/passwd"s, "etc/passwd"s, ""s, "https://x/a"s,
      "mcp://x"s);
  INFO(url);
  CHECK_FALSE(path_of_file_url(url));
}

}  // namespace sessionstore::interop
