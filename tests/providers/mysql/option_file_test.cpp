#include "option_file.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

namespace sessionstore::tests {

TEST_CASE("the client library reads its options from memory, any number of times") {
  std::optional<mysql::OptionFile> file(std::in_place, "restricted-auth=a,b\n");
  const std::string path = file->path();
  for (int time = 0; time < 2; ++time) {
    std::ifstream opened(path);
    CHECK(std::string(std::istreambuf_iterator<char>(opened), {}) ==
          "[client]\nrestricted-auth=a,b\n");
  }
  file.reset();
  CHECK_FALSE(std::filesystem::exists(path));
}

}  // namespace sessionstore::tests
