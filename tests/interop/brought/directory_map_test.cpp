#include "brought/directory_map.h"

#include <catch2/catch.hpp>

namespace sessionstore::tests {
namespace {

using interop::DirectoryMap;

std::string found(const DirectoryMap& map, std::string_view directory) {
  const auto place = map.find(directory);
  return place ? place->directory : "";
}

}  // namespace

TEST_CASE("one rule is for a directory of Windows and for all below it, however it is written") {
  DirectoryMap map("/home/me");
  map.add(R"(D:\Work\proj)", "/here/proj/");
  for (const char* const text :
       {R"(D:\Work\proj)", R"(d:\work\proj)", "D:/Work/proj", R"(\\?\D:\Work\proj\)"}) {
    CHECK(found(map, text) == "/here/proj");
  }
  CHECK(found(map, R"(D:\Work\proj\sub\x)") == "/here/proj/sub/x");
  CHECK(found(map, "d:/Work/PROJ/Sub") == "/here/proj/Sub");
  CHECK(found(map, R"(D:\Work\project)").empty());
  CHECK(found(map, R"(C:\Work\proj)").empty());
  CHECK(found(map, R"(D:\Work\proj\..\..\Windows)").empty());
}

TEST_CASE("the deepest rule that fits decides, and ${HOME} stands on either side") {
  DirectoryMap map("/home/me");
  map.add("/", "/all");
  map.add("/a/b", "${HOME}/b");
  map.add("/a", "/");
  map.add("${HOME}/old", "/new");
  CHECK(found(map, "/x") == "/all/x");
  CHECK(found(map, "/a/b/c") == "/home/me/b/c");
  CHECK(found(map, "/a/bc") == "/bc");
  CHECK(found(map, "/a") == "/");
  CHECK(found(map, "/home/me/old") == "/new");
  CHECK(found(map, "/a/../etc").empty());
  CHECK(map.find("/a/b/c")->of_rule == "/home/me/b");
}

}  // namespace sessionstore::tests
