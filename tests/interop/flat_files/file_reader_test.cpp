#include "flat_files/file_reader.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "interop/storage_tree.h"

namespace sessionstore::interop {

TEST_CASE("files are read whole, one after the other") {
  const tests::StorageTree tree;
  const std::string big(3U << 20U, 'x');
  tree.write("big", big);
  tree.write("small", std::string("a\0b", 3));
  tree.write("empty", "");
  Directory directory;
  REQUIRE(directory.open(tree.root().c_str()) == 0);
  FileReader reader;
  CHECK((reader.bytes(directory, "big") == big));
  CHECK(reader.bytes(directory, "small") == std::string_view("a\0b", 3));
  CHECK(reader.bytes(directory, "empty") == "");
}

TEST_CASE("what cannot be read has its reason") {
  const tests::StorageTree tree;
  REQUIRE(::mkfifo((tree / "pipe").c_str(), 0600) == 0);
  tree.write("bad", "{\"a\":}");
  std::filesystem::create_symlink("loop", tree / "loop");
  std::filesystem::create_directory(tree / "folder");
  Directory directory;
  REQUIRE(directory.open(tree.root().c_str()) == 0);
  FileReader reader;
  CHECK_FALSE(reader.document(directory, "absent"));
  CHECK(reader.vanished());
  CHECK(reader.problem() == "vanished while reading");
  CHECK_FALSE(reader.document(directory, "pipe"));
  CHECK_FALSE(reader.vanished());
  CHECK(reader.problem() == "neither a file nor a directory");
  CHECK_FALSE(reader.document(directory, "folder"));
  CHECK_FALSE(reader.document(directory, "loop"));
  CHECK(reader.problem() == "a link that leads in a circle");
  CHECK_FALSE(reader.document(directory, "bad"));
  CHECK(reader.problem().find("byte 5") != std::string::npos);
}

TEST_CASE("repaired bytes are told for the last document only") {
  const tests::StorageTree tree;
  tree.write("broken", "\"\xFF\"");
  tree.write("whole", "\"x\"");
  Directory directory;
  REQUIRE(directory.open(tree.root().c_str()) == 0);
  FileReader reader;
  CHECK(reader.document(directory, "broken")->text() == "\"\uFFFD\"");
  CHECK(reader.repaired());
  CHECK(reader.document(directory, "whole")->text() == "\"x\"");
  CHECK_FALSE(reader.repaired());
}

}  // namespace sessionstore::interop
