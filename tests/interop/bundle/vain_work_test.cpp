#include "bundle/vain_work.h"

#include <catch2/catch.hpp>

#include "bundle/format.h"
#include "bundles.h"
#include "support/error_of.h"

namespace sessionstore::tests {

using interop::bundle::VainWork;

TEST_CASE("a damaged frame may hold a whole one at any byte, until there are too many") {
  constexpr std::uint64_t kFile = 16U << 20U;
  VainWork work(kFile);
  std::uint64_t at = 0;
  std::uint64_t read = 0;
  std::uint64_t tries = 0;
  // Every byte looks like the beginning of a frame that reads on to the end of the file.
  for (; at < kFile; ++tries) {
    const std::uint64_t consumed = kFile - at;
    read += consumed;
    at += work.step_after(consumed);
  }
  CHECK(tries > 1);
  CHECK(read < 10 * kFile);
}

TEST_CASE("tries that read nothing are bounded as well") {
  constexpr std::uint64_t kFile = 64U << 20U;
  VainWork work(kFile);
  std::uint64_t tries = 0;
  for (std::uint64_t at = 0; at < kFile; ++tries) at += work.step_after(0);
  CHECK(tries < kFile / 1000);
}

TEST_CASE("a frame is found behind much that only looks like frames") {
  const BundleFixture fixture(1);
  CHECK(fixture.write().verified == 1);
  const std::string whole = read_file(fixture.bundle);
  std::string magics;
  for (int i = 0; i < 10'000; ++i) magics += interop::bundle::kFrameMagic;
  write_file(fixture.bundle, magics + whole);
  const auto source = fixture.open(true);
  CHECK(source->inventory().sessions.size() == 1);
}

}  // namespace sessionstore::tests
