#include "brought/ordinary_directory.h"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;
using interop::is_ordinary;

}  // namespace

TEST_CASE("what lies in the home directory is ordinary, unless it is hidden") {
  const TemporaryDirectory place;
  const fs::path home = place.path() / "home";
  for (const char* const name : {"notes/src", ".ssh", ".config/app"}) {
    fs::create_directories(home / name);
  }
  CHECK(is_ordinary(home / "notes", home));
  CHECK(is_ordinary(home / "notes/src", home));
  CHECK_FALSE(is_ordinary(home, home));
  CHECK_FALSE(is_ordinary(home / ".ssh", home));
  CHECK_FALSE(is_ordinary(home / ".config/app", home));
  fs::create_directory_symlink(home / ".ssh", home / "ssh");
  CHECK_FALSE(is_ordinary(home / "ssh", home));
}

TEST_CASE("outside of it, what is the user's own is ordinary") {
  const TemporaryDirectory place;  // below /tmp
  const fs::path home = place.path() / "home";
  for (const char* const name : {"home", "proj", ".git"})
    fs::create_directories(place.path() / name);
  CHECK(is_ordinary(place.path() / "proj", home));
  CHECK(is_ordinary(place.path() / "proj", {}));
  CHECK_FALSE(is_ordinary(place.path() / ".git", home));
  CHECK_FALSE(is_ordinary(place.path(), home));  // the home directory lies in it
  if (::geteuid() != 0) return;
  constexpr uid_t kNobody = 65534;
  REQUIRE(::chown((place.path() / "proj").c_str(), kNobody, kNobody) == 0);
  CHECK_FALSE(is_ordinary(place.path() / "proj", home));
}

TEST_CASE("what the system keeps is not ordinary, whoever the user is") {
  for (const char* const directory :
       {"/",    "/etc",  "/etc/ssl", "/usr",  "/usr/local", "/var", "/var/tmp",
        "/tmp", "/home", "/root",    "/proc", "/proc/self", "/dev", "/dev/shm",
        "/bin", "/opt",  "/mnt",     "/srv",  "/run",       "/boot"}) {
    CAPTURE(directory);
    CHECK_FALSE(is_ordinary(directory, "/home/nobody-here"));
    CHECK_FALSE(is_ordinary(directory, {}));
  }
}

}  // namespace sessionstore::tests
