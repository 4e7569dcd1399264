#include "flat_files/directory.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cerrno>

#include "interop/storage_tree.h"

namespace sessionstore::interop {

TEST_CASE("a listing is sorted as bytes and tells each name's kind") {
  const tests::StorageTree tree;
  tree.write("b", "");
  tree.write("B", "");
  tree.write("é", "");
  tree.write("folder/x", "");
  std::filesystem::create_symlink("b", tree / "link");
  std::filesystem::create_directory_symlink("folder", tree / "link2");
  std::filesystem::create_symlink("nowhere", tree / "link3");
  REQUIRE(::mkfifo((tree / "pipe").c_str(), 0600) == 0);

  Directory directory;
  REQUIRE(directory.open(tree.root().c_str()) == 0);
  Listing listing;
  for (int time = 0; time < 2; ++time) {  // a second listing finds the same
    REQUIRE(directory.list(listing) == 0);
    std::vector<std::pair<std::string, EntryKind>> found;
    for (const Entry& entry : listing) found.emplace_back(entry.name, entry.kind);
    CHECK(found == std::vector<std::pair<std::string, EntryKind>>{{"B", EntryKind::file},
                                                                  {"b", EntryKind::file},
                                                                  {"folder", EntryKind::directory},
                                                                  {"link", EntryKind::link},
                                                                  {"link2", EntryKind::link},
                                                                  {"link3", EntryKind::link},
                                                                  {"pipe", EntryKind::other},
                                                                  {"é", EntryKind::file}});
  }
  listing.follow_links(directory, "");
  std::vector<EntryKind> kinds;
  for (const Entry& entry : listing) {
    if (entry.name.starts_with("link")) kinds.push_back(entry.kind);
  }
  CHECK(kinds == std::vector{EntryKind::file, EntryKind::directory_link, EntryKind::broken_link});
  Directory inner;
  CHECK(inner.open_in(directory, "folder") == 0);
  REQUIRE(inner.list(listing) == 0);
  CHECK(listing.size() == 1);
  CHECK(inner.open_in(directory, "link2") == ELOOP);
  CHECK(inner.open_in(directory, "link2/..") == ELOOP);
  CHECK(inner.open_in(directory, "folder/..") == ENOENT);
}

TEST_CASE("what is no directory cannot be opened as one") {
  const tests::StorageTree tree;
  tree.write("file", "");
  Directory directory;
  CHECK(directory.open((tree / "file").c_str()) == ENOTDIR);
  CHECK(directory.open((tree / "absent").c_str()) == ENOENT);
  CHECK_FALSE(directory.is_open());
}

}  // namespace sessionstore::interop
