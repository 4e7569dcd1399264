#include "bundle/unpack_budget.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "bundle/frame_reader.h"
#include "bundle/frame_writer.h"
#include "bundles.h"
#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

using namespace interop::bundle;
using Catch::Matchers::Contains;

constexpr std::uint64_t kLines = 100;

/// A file of one frame of a hundred lines.
struct OneFrame {
  TemporaryDirectory directory;
  std::filesystem::path path = directory.path() / "frame";

  OneFrame() {
    interop::OutputFile out(path);
    FrameWriter writer(out.output());
    for (std::uint64_t line = 0; line < kLines; ++line) writer.line(R"({"a":1})");
    writer.end();
    out.commit();
  }
  [[nodiscard]] BundleFile open(StopFlag stop = {}) const {
    return BundleFile::open(path, {false, directory.path(), stop});
  }
  static void read(const BundleFile& file) {
    FrameReader frame(file, 0, file.size(), "the frame");
    for (Line line; frame.next(line);) {
    }
  }
  /// Leaves so much of what the file's frames may cost.
  static void leave(const BundleFile& file, std::uint64_t cost) {
    file.budget().spend(UINT64_MAX, file.budget().left_for(0) - cost);
  }
};

}  // namespace

TEST_CASE("what a bundle may unpack to grows with its size") {
  const std::uint64_t small = UnpackBudget(0).left_for(0);
  CHECK(small > kMaxLineBytes);
  CHECK(UnpackBudget(32U << 10U).left_for(0) < 1U << 30U);
  CHECK(UnpackBudget(1U << 30U).left_for(0) > std::uint64_t{1} << 40U);
  CHECK(UnpackBudget(UINT64_MAX).left_for(0) > UINT64_MAX / 4);
}

TEST_CASE("a frame that is read again costs nothing more") {
  UnpackBudget budget(0);
  const std::uint64_t all = budget.left_for(0);
  budget.spend(5, 1000);
  CHECK(budget.left_for(5) == all);
  CHECK(budget.left_for(6) == all - 1000);
  budget.spend(5, 700);
  CHECK(budget.left_for(6) == all - 1000);
  budget.spend(5, 1500);
  CHECK(budget.left_for(6) == all - 1500);
  budget.spend(6, all);
  CHECK(budget.left_for(7) == 0);
  CHECK(budget.left_for(5) == 1500);
}

TEST_CASE("a frame that costs more than is left is refused, and each line costs something") {
  const OneFrame one;
  const BundleFile file = one.open();
  const std::uint64_t bytes = kLines * 8;
  SECTION("its bytes alone would fit") {
    OneFrame::leave(file, bytes + kLines * UnpackBudget::kPerLine / 2);
    CHECK_THAT(error_of([&] { OneFrame::read(file); }).what(), Contains("unpacks to more"));
    // What was read before it failed was spent as well.
    CHECK(file.budget().left_for(1) == 0);
  }
  SECTION("with its lines it fits, again and again") {
    OneFrame::leave(file, bytes + (kLines + 2) * UnpackBudget::kPerLine);
    for (int time = 0; time < 3; ++time) CHECK_NOTHROW(OneFrame::read(file));
  }
}

TEST_CASE("reading a bundle stops once that is wanted") {
  const OneFrame one;
  std::atomic<bool> stop{false};
  const BundleFile file = one.open(&stop);
  FrameReader frame(file, 0, file.size(), "the frame");
  stop = true;
  Line line;
  CHECK(error_of([&] { frame.next(line); }).code() == ErrorCode::interrupted);
}

TEST_CASE("a pipe that says nothing is not waited for once that is wanted") {
  const TemporaryDirectory directory;
  const auto pipe = directory.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const std::atomic<bool> stop{true};
  const Error error = error_of([&] {
    interop::open_bundle(pipe, {false, directory.path(), &stop});
  });
  CHECK(error.code() == ErrorCode::interrupted);
}

TEST_CASE("what never ends and is no bundle is not kept") {
  const TemporaryDirectory directory;
  const Error error = error_of([&] {
    interop::open_bundle("/dev/zero", {false, directory.path()});
  });
  CHECK(error.code() == ErrorCode::corrupt);
}

}  // namespace sessionstore::tests
