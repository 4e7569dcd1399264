#include "document_export.h"

#include <catch2/catch.hpp>
#include <string>

using namespace sessionstore::cli;

TEST_CASE("a session's id names a file in the directory that was asked for, whatever it holds") {
  CHECK(document_name("ses_1-a", ".md") == "ses_1-a.md");
  for (const std::string id : {"../../etc/passwd", "/etc/passwd", "..", ".", "-rf", "a\nb", "a b",
                               "C:\\x", "ses_\u202e"}) {
    const std::string name = document_name(id, ".md");
    CAPTURE(id, name);
    CHECK(name.starts_with('_'));
    CHECK(name.find_first_of("/\\\n :") == std::string::npos);
  }
  CHECK(document_name(std::string(5000, 'a'), ".json").size() < 200);
  CHECK(document_name("a/b", ".md") != document_name("a_b", ".md"));
  CHECK(document_name("a/b", ".md") != document_name("a\\b", ".md"));
}
