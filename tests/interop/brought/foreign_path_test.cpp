#include "brought/foreign_path.h"

#include <catch2/catch.hpp>

#include "brought/case_folding.h"

namespace sessionstore::tests {

using interop::ForeignPath;

TEST_CASE("a directory of Windows is the same, however it is written") {
  const ForeignPath project(R"(D:\Work\proj)");
  for (const char* const text :
       {R"(D:\Work\proj)", R"(d:\work\PROJ)", "D:/Work/proj", R"(D:\Work/proj\)", "d:/Work//proj/.",
        R"(\\?\D:\Work\proj)", R"(//?/D:/Work/proj)", R"(\\.\d:\Work\proj)"}) {
    INFO(text);
    CHECK(ForeignPath(text).is_in(project));
    CHECK(project.is_in(ForeignPath(text)));
  }
  const ForeignPath share(R"(\\server\share\proj)");
  for (const char* const text : {R"(\\SERVER\Share\proj)", "//server/share/proj/",
                                 R"(\\?\UNC\server\share\proj)", R"(\\?\unc\server\share\proj)"}) {
    INFO(text);
    CHECK(ForeignPath(text).is_in(share));
    CHECK(share.is_in(ForeignPath(text)));
  }
}

TEST_CASE("a path lies in a directory by whole names, of the same drive and system") {
  const auto is_in = [](const char* path, const char* directory) {
    return ForeignPath(path).is_in(ForeignPath(directory));
  };
  CHECK(is_in("/a/b/c", "/a/b"));
  CHECK(is_in("/a//b/./c/", "/a/b/"));
  CHECK(is_in("/a", "/"));
  CHECK_FALSE(is_in("/a/bc", "/a/b"));
  CHECK_FALSE(is_in("/a", "/a/b"));
  CHECK_FALSE(is_in("/A/b", "/a"));
  CHECK_FALSE(is_in("a/b", "/a"));
  CHECK_FALSE(is_in(R"(/a\b)", "/a"));
  CHECK(is_in(R"(D:\Work\proj\sub)", R"(d:\work)"));
  CHECK(is_in(R"(D:\Work)", "D:/"));
  CHECK(is_in("D:/Work", "D:"));
  CHECK_FALSE(is_in(R"(D:\Work\project)", R"(D:\Work\proj)"));
  CHECK_FALSE(is_in(R"(C:\Work)", R"(D:\)"));
  CHECK_FALSE(is_in(R"(D:\Work)", "/"));
  CHECK_FALSE(is_in("/Work", R"(\Work)"));
  CHECK_FALSE(is_in(R"(\\other\share\a)", R"(\\server\share)"));
  CHECK_FALSE(is_in(R"(D:Work)", R"(D:\)"));
}

TEST_CASE("what lies below comes with slashes, as it was written") {
  CHECK(ForeignPath(R"(D:\Work\Proj\Sub)").from(2) == "/Sub");
  CHECK(ForeignPath("/a/b").from(0) == "/a/b");
  CHECK(ForeignPath("/a/b").from(2).empty());
  CHECK(ForeignPath(R"(D:\code\App\src)").below("app") == "/src");
  CHECK(ForeignPath("/code/App/src").below("app").empty());
  CHECK(ForeignPath("/x/app/y/app/src").below("app") == "/src");
  CHECK(ForeignPath("/code/app").below("app").empty());
}

TEST_CASE("capitals of the common alphabets are made small, and all else stays") {
  CHECK(interop::folded("Aÿ Ÿ") == "aÿ Ÿ");
  CHECK(interop::folded("ÄÖÜ×ß ĀŁŻŐ ΆΣΩ ЁПРОЕКТ Ґ") == "äöü×ß āłżő άσω ёпроект ґ");
  CHECK(interop::folded("日本 \xC3 \xFF\xC4") == "日本 \xC3 \xFF\xC4");
}

}  // namespace sessionstore::tests
