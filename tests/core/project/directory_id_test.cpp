#include <sessionstore/model.h>
#include <sessionstore/project.h>

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

using sessionstore::directory_project_id;
using sessionstore::kMaxIdBytes;

TEST_CASE("the last component of a path of any system") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"/Users/john/projects/my-app/", "my-app"},
      {"./my-app", "my-app"},
      {"my-app", "my-app"},
      {"/a//b///", "b"},
      {"/a/b/.", "b"},
      {"/a/b/../c", "c"},
      {"/a/b/..", "a"},
      {"C:\\work\\app", "app"},
      {"C:\\work\\app\\", "app"},
      {"c:/work/app", "app"},
      {"C:/work\\app", "app"},
      {".\\app", "app"},
      {"\\\\server\\share\\app", "app"},
      {"\\\\server\\share\\", "share"},
      {"\\\\?\\C:\\work\\app", "app"},
      {"\\\\wsl$\\Ubuntu\\home\\me\\app", "app"},
      {"/home/me/a\\b", "a\\b"},
      {"/home/me/my project ", "my project "},
      {"/home/me/проект", "проект"},
      {"/home/me/プロジェクト", "プロジェクト"},
      {"/home/me/مشروع", "مشروع"},
      {"/home/me/🚀", "🚀"},
      {"/", "root"},
      {"", "root"},
      {".", "root"},
      {"//", "root"},
      {"C:\\", "root"},
      {"C:", "root"},
      {"/x/..", "root"}};
  for (const auto& [path, id] : rows) {
    CAPTURE(path);
    CHECK(directory_project_id(path) == id);
  }
}

TEST_CASE("a name that is too long is cut between characters") {
  const std::string ascii(300, 'a');
  CHECK(directory_project_id("/x/" + ascii) == ascii.substr(0, kMaxIdBytes));
  const std::string exact(kMaxIdBytes, 'a');
  CHECK(directory_project_id(exact) == exact);
  std::string euros;
  for (int i = 0; i < 100; ++i) euros += "€";
  CHECK(directory_project_id(euros) == euros.substr(0, 255));
  CHECK(directory_project_id("x" + euros) == "x" + euros.substr(0, 252));
}

TEST_CASE("a name is always UTF-8 without NUL") {
  CHECK(directory_project_id("/x/a\xff"
                             "b") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(directory_project_id(std::string("/x/a\0b", 6)) ==
        "a\xEF\xBF\xBD"
        "b");
}
