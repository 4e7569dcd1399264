#include "brought/file_url.h"

#include <catch2/catch.hpp>

namespace sessionstore::interop {

TEST_CASE("what a URL names is told as those who fetch it would") {
  CHECK(is_data_url("data:image/png;base64,AA"));
  CHECK(is_data_url("DATA:,x"));
  CHECK_FALSE(is_data_url(" data:,x"));
  CHECK_FALSE(is_data_url("http://x/data:"));
  CHECK(is_file_url("file:///etc/passwd"));
  CHECK(is_file_url("FILE:/etc/passwd"));
  CHECK(is_file_url("/etc/passwd"));
  CHECK_FALSE(is_file_url("https://x"));
}

TEST_CASE("a file URL's path is decoded") {
  CHECK(path_of_file_url("file:///a/b%20c?x#y") == "/a/b c");
  CHECK(path_of_file_url("file://localhost/a") == "/a");
  CHECK(path_of_file_url("File:/a/%2e%2E/b") == "/a/../b");
  CHECK_FALSE(path_of_file_url("file://server/share"));
  CHECK_FALSE(path_of_file_url("file:///a%"));
  CHECK_FALSE(path_of_file_url("file:///a%zz"));
  CHECK_FALSE(path_of_file_url("file:///a%00b"));
  CHECK_FALSE(path_of_file_url("file:relative"));
  CHECK_FALSE(path_of_file_url("https://x/a"));
}

}  // namespace sessionstore::interop
