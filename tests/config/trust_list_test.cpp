#include <sessionstore/config/trust.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "sandbox.h"

using namespace sessionstore;
using namespace sessionstore::config;
using sessionstore::tests::error_of;
using sessionstore::tests::Sandbox;

namespace fs = std::filesystem;

namespace {

fs::path only_entry(const Sandbox& box) {
  return fs::directory_iterator(box.home() / ".opencode/trusted")->path();
}

}  // namespace

TEST_CASE("what is trusted is listed, replaced and removed") {
  const Sandbox box;
  const TrustList list(box.home());
  CHECK(list.all().empty());
  list.add("/b/.opencode.json", sha256("one"), 5);
  list.add("/a/.opencode.json", sha256("two"), 6);
  list.add("/b/.opencode.json", sha256("three"), 7);
  const auto all = list.all();
  REQUIRE(all.size() == 2);
  CHECK(all[0].path == "/a/.opencode.json");
  CHECK(all[1].sha256 == sha256("three").hex());
  CHECK(all[1].since == 7);
  CHECK(list.trusts("/b/.opencode.json", sha256("three")));
  CHECK_FALSE(list.trusts("/b/.opencode.json", sha256("one")));
  CHECK_FALSE(list.trusts("/a/.opencode.json", sha256("three")));
  CHECK(list.remove("/b/.opencode.json"));
  CHECK_FALSE(list.remove("/b/.opencode.json"));
  CHECK_FALSE(list.trusts("/b/.opencode.json", sha256("three")));
}

TEST_CASE("the list is for its user alone, and what others could write there does not count") {
  const Sandbox box;
  const TrustList list(box.home());
  list.add("/a/.opencode.json", sha256("x"), 1);
  const fs::path entry = only_entry(box);
  struct stat status {};
  REQUIRE(::stat(entry.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  REQUIRE(::stat(entry.parent_path().c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0700);
  const auto trusts = [&] { return list.trusts("/a/.opencode.json", sha256("x")); };
  CHECK(trusts());
  fs::permissions(entry, fs::perms::group_write, fs::perm_options::add);
  CHECK_FALSE(trusts());
  fs::permissions(entry, fs::perms::group_write, fs::perm_options::remove);
  fs::permissions(entry.parent_path(), fs::perms::others_write, fs::perm_options::add);
  CHECK_FALSE(trusts());
  CHECK(list.all().empty());
  fs::permissions(entry.parent_path(), fs::perms::others_write, fs::perm_options::remove);
  fs::rename(entry, box.root() / "elsewhere");
  fs::create_symlink(box.root() / "elsewhere", entry);
  CHECK_FALSE(trusts());
}

TEST_CASE("an entry that is damaged is no trust") {
  const Sandbox box;
  const TrustList list(box.home());
  list.add("/a/.opencode.json", sha256("x"), 1);
  const fs::path entry = only_entry(box);
  for (const char* const text : {"", "{", "[]", "{}", R"({"path": 1, "sha256": 2})", "\xff"}) {
    CAPTURE(text);
    Sandbox::write(entry, text);
    CHECK_FALSE(list.trusts("/a/.opencode.json", sha256("x")));
    CHECK(list.all().empty());
  }
}

TEST_CASE("a path that is no UTF-8 can be trusted") {
  const Sandbox box;
  const TrustList list(box.home());
  list.add("/\xff/.opencode.json", sha256("x"), 1);
  CHECK(list.trusts("/\xff/.opencode.json", sha256("x")));
  CHECK_FALSE(list.trusts("/\xfe/.opencode.json", sha256("x")));
}

TEST_CASE("without a home nothing is trusted, and nothing can be") {
  const TrustList list{fs::path()};
  CHECK_FALSE(list.trusts("/a/.opencode.json", sha256("x")));
  CHECK(error_of([&] {
          list.add("/a", sha256("x"), 1);
          return 0;
        }).code() == ErrorCode::invalid_argument);
}

TEST_CASE("a directory's file tells what it would decide, the user's own does not") {
  const Sandbox box;
  CHECK_FALSE(directory_file(box.work(), box.environment()));
  Sandbox::write(box.local_file(), R"({"sessionProvider": {"type": "mysql", "mysql": {
      "dsn": "u:hunter2@tcp(h)/d", "maxConnections": 3}}})");
  const auto file = directory_file(box.work(), box.environment());
  REQUIRE(file);
  CHECK_FALSE(file->trusted);
  REQUIRE(file->decides.size() == 2);
  CHECK(file->decides.at("sessionProvider.mysql.dsn").shown() == "u:***@tcp(h)/d");
  box.trust_local_file();
  CHECK(directory_file(box.work(), box.environment())->trusted);
  Sandbox::write(box.users_file(), "{}");
  CHECK_FALSE(directory_file(box.home(), box.environment()));
}
