#include "flat_files/names.h"

#include <sessionstore/model.h>

#include <catch2/catch.hpp>
#include <string>

#include "opencode_shapes/ids.h"

namespace sessionstore::interop {

TEST_CASE("a file's id is its name without .json") {
  CHECK(check_json_file({"ses_1.json", EntryKind::file}).id == "ses_1");
  CHECK(check_json_file({"a.b.json", EntryKind::file}).id == "a.b");
  CHECK(check_json_file({"ünï.json", EntryKind::file}).id == "ünï");
}

TEST_CASE("every other name has its problem") {
  CHECK(check_json_file({"x.json.tmp", EntryKind::file}).problem == "not a .json file");
  CHECK(check_json_file({".json", EntryKind::file}).problem == "a hidden name");
  CHECK(check_json_file({"x.json", EntryKind::other}).problem == "neither a file nor a directory");
  CHECK(check_json_file({"x.json", EntryKind::broken_link}).problem == "a link that leads nowhere");
  CHECK(check_json_file({"\xC3.json", EntryKind::file}).problem == "its name is not valid UTF-8");
  CHECK(check_directory({"x", EntryKind::file}).problem == "a file where a directory was expected");
  CHECK(check_directory({"x", EntryKind::directory}).problem.empty());
}

TEST_CASE("litter has neither id nor problem") {
  for (const char* name : {".DS_Store", "Thumbs.db", "desktop.ini"}) {
    CHECK(check_json_file({name, EntryKind::file}).problem.empty());
    CHECK(check_directory({name, EntryKind::file}).problem.empty());
    CHECK(check_json_file({name, EntryKind::file}).id.empty());
  }
}

TEST_CASE("paths are shown without control characters and broken bytes") {
  CHECK(printable("part/ünï.json") == "part/ünï.json");
  CHECK(printable("a\nb\x1B[0m") == "a\\x0Ab\\x1B[0m");
  CHECK(printable("a\xFF.json") == "a\\xFF.json");
}

TEST_CASE("an id is made to fit, and stays its own") {
  CHECK(fit_id("short") == "short");
  CHECK(fit_id(std::string(255, 'x')) == std::string(255, 'x'));
  const std::string one = fit_id(std::string(256, 'x'));
  CHECK(one.size() == kMaxIdBytes);
  CHECK(one != fit_id(std::string(257, 'x')));
  CHECK(fit_id(std::string("a\0b", 3)) == "a\uFFFDb");
  CHECK(is_usable_id("ses_1"));
  CHECK_FALSE(is_usable_id(""));
  CHECK_FALSE(is_usable_id(std::string(256, 'x')));
  CHECK_FALSE(is_usable_id(std::string("a\0b", 3)));
}

TEST_CASE("a field is cut between characters") {
  CHECK(fit_field(std::string(4096, 'x')).size() == 4096);
  CHECK(fit_field(std::string(4095, 'x') + "é").size() == 4095);
  CHECK(fit_field(std::string(4093, 'x') + "🚀").size() == 4093);
  CHECK(fit_field(std::string(4092, 'x') + "🚀more").size() == 4096);
}

}  // namespace sessionstore::interop
