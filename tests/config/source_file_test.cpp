#include "../../config/src/source_file.h"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "sandbox.h"

using namespace sessionstore::config;
using sessionstore::ErrorCode;
using sessionstore::tests::contains;
using sessionstore::tests::error_of;
using sessionstore::tests::Sandbox;

namespace {

// The superuser may read everything: gives that up for a scope.
class AsNobody {
 public:
  AsNobody() : was_root_(::geteuid() == 0) {
    if (was_root_) REQUIRE(::seteuid(65534) == 0);
  }
  ~AsNobody() {
    if (was_root_) (void)!::seteuid(0);
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  bool was_root_;
};

}  // namespace

TEST_CASE("positions count lines and characters from one") {
  const std::string text = "ab\n\xC3\xA9\xE2\x82\xACx\r\ny";
  const auto at = [&](std::size_t offset) {
    const Position position = position_of(text, offset);
    return std::pair(position.line, position.column);
  };
  CHECK(at(0) == std::pair<std::size_t, std::size_t>(1, 1));
  CHECK(at(2) == std::pair<std::size_t, std::size_t>(1, 3));
  CHECK(at(3) == std::pair<std::size_t, std::size_t>(2, 1));
  CHECK(at(8) == std::pair<std::size_t, std::size_t>(2, 3));
  CHECK(at(11) == std::pair<std::size_t, std::size_t>(3, 1));
  CHECK(at(999) == std::pair<std::size_t, std::size_t>(3, 2));
}

TEST_CASE("a byte order mark is left out") {
  const Sandbox box;
  Sandbox::write(box.users_file(), "\xEF\xBB\xBF{}");
  CHECK(read_source_file(box.users_file())->text == "{}");
}

TEST_CASE("what is not there is no error, what cannot be a configuration is one") {
  const Sandbox box;
  CHECK_FALSE(read_source_file(box.root() / "none").has_value());
  Sandbox::write(box.root() / "file", "{}");
  CHECK_FALSE(read_source_file(box.root() / "file" / "below").has_value());

  const auto message = [&](const std::string& name) {
    const auto error = error_of([&] { return read_source_file(box.root() / name); });
    CHECK(error.code() == ErrorCode::invalid_argument);
    return std::string(error.what());
  };
  CHECK(contains(message("home"), "Is a directory"));
  Sandbox::write(box.root() / "empty", " \n");
  CHECK(contains(message("empty"), "empty:1:1: the file is empty"));
  Sandbox::write(box.root() / "utf16", std::string("\xFF\xFE{\0}\0", 6));
  CHECK(contains(message("utf16"), "the file is UTF-16"));
  std::filesystem::create_symlink("nowhere", box.root() / "link");
  CHECK(contains(message("link"), "is a link to nothing"));
  std::filesystem::create_symlink("loop", box.root() / "loop");
  CHECK(contains(message("loop"), "cannot read"));
}

TEST_CASE("a file that may not be read is an error") {
  const Sandbox box;
  Sandbox::write(box.users_file(), "{}");
  std::filesystem::permissions(box.root(), std::filesystem::perms(0755));
  std::filesystem::permissions(box.users_file(), std::filesystem::perms::none);
  const AsNobody nobody;
  const auto error = error_of([&] { return read_source_file(box.users_file()); });
  CHECK(error.code() == ErrorCode::permission_denied);
  CHECK(contains(error.what(), box.users_file().string()));
}

TEST_CASE("only what looks like a key is printed as one") {
  CHECK(printable("passwordFile") == "passwordFile");
  CHECK(printable("$schema") == "$schema");
  CHECK(printable(std::string(64, 'x')) == std::string(64, 'x'));
  CHECK(printable(std::string(65, 'x')) == "?");
  for (const char* key : {"", "a\x1B[31m", "\xC3\xA9", "u:p@tcp(h)/d", "a b"}) {
    CHECK(printable(key) == "?");
  }
}
