// Writing a bundle while the source, or the place to write, fails.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>

#include "bundles.h"
#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

using Catch::Matchers::Contains;

/// A real source of which one session fails in the middle, some times.
class Failing final : public SessionSource {
 public:
  Failing(SessionSource& source, ErrorCode code, int times)
      : source_(source), code_(code), times_(times) {}
  [[nodiscard]] std::string location() const override { return source_.location(); }
  Inventory inventory() override { return source_.inventory(); }
  void read_session(std::string_view id, SessionVisitor& visitor) override {
    source_.read_session(id, visitor);
    if (id == "ses_1" && times_-- > 0) throw Error(code_, "the source failed");
  }

 private:
  SessionSource& source_;
  ErrorCode code_;
  int times_;
};

std::size_t files_in(const std::filesystem::path& directory) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(directory), {}));
}

}  // namespace

TEST_CASE("a session that the source cannot give to its end is named, and is not in the bundle") {
  const BundleFixture fixture;
  Failing source(*fixture.store, ErrorCode::corrupt, 99);
  const TransferReport report =
      interop::write_bundle(source, fixture.bundle, BundleFixture::options());
  CHECK(report.written == 2);
  CHECK(report.failed == 1);
  CHECK(report.verified == 2);
  REQUIRE(report.skipped.size() == 1);
  CHECK(report.skipped[0].source == "ses_1");
  for (const bool salvage : {false, true}) {
    const auto bundle = fixture.open(salvage);
    CHECK(bundle->inventory().sessions.size() == 2);
    CHECK(bundle->inventory().skipped.empty());
    CHECK(archive_session(*bundle, "ses_2").turns.size() == 2);
  }
}

TEST_CASE("a source that is away for a moment is asked again; one that stays away is an error") {
  const BundleFixture fixture;
  Failing source(*fixture.store, ErrorCode::unavailable, 2);
  const TransferReport report =
      interop::write_bundle(source, fixture.bundle, BundleFixture::options());
  CHECK(report.written == 3);
  CHECK(report.messages == 6);
  CHECK(compare_places(*fixture.store, *fixture.open()).differences.empty());
  Failing gone(*fixture.store, ErrorCode::unavailable, 99);
  CHECK(error_of([&] {
          interop::write_bundle(gone, fixture.bundle, BundleFixture::options());
        }).code() == ErrorCode::unavailable);
  CHECK(fixture.open()->inventory().sessions.size() == 3);  // the one before
}

TEST_CASE("damaged rows are named and left out, and the bundle says what it has") {
  const BundleFixture fixture;
  run_sql(fixture.directory.path() / "from.db",
          "UPDATE ss_message SET data = '{}' WHERE session_id = 'ses_1' AND seq = 1");
  const TransferReport report = fixture.write();
  CHECK(report.written == 3);
  CHECK(report.verified == 3);
  CHECK(report.skipped.size() == 4);
  const auto bundle = fixture.open();
  const SessionArchive archive = archive_session(*bundle, "ses_1");
  REQUIRE(archive.turns.size() == 1);
  CHECK(archive.turns[0].message.seq == 1);
}

TEST_CASE("one that is stopped leaves what was there before, and nothing else") {
  const BundleFixture fixture;
  write_file(fixture.bundle, "before");
  const std::size_t files = files_in(fixture.directory.path());
  const std::atomic<bool> stop = true;
  auto options = BundleFixture::options();
  options.stop = &stop;
  CHECK(error_of([&] { interop::write_bundle(*fixture.store, fixture.bundle, options); }).code() ==
        ErrorCode::interrupted);
  CHECK(read_file(fixture.bundle) == "before");
  CHECK(files_in(fixture.directory.path()) == files);
}

TEST_CASE("one that is killed leaves nothing") {
  const BundleFixture fixture;
  const auto directory = fixture.directory.path() / "bundles";
  std::filesystem::create_directory(directory);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    interop::OutputFile file(directory / "b");
    file.output().write(std::string(1'000'000, 'x'));
    ::raise(SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status));
  CHECK(files_in(directory) == 0);
}

TEST_CASE("a full disk is an error that says so, and leaves what was there before") {
  const BundleFixture fixture(1);
  write_file(fixture.bundle, "before");
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      interop::OutputFile file(fixture.bundle);
      file.output().write(std::string(1'000'000, 'x'));
      file.commit();
    } catch (const Error& error) {
      const std::string what = error.what();
      ::_exit(what.find("File too large") != std::string::npos && !error.hint().empty() ? 0 : 1);
    }
    ::_exit(2);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(read_file(fixture.bundle) == "before");
}

TEST_CASE("a pipe whose reader has gone is an error") {
  const BundleFixture fixture;
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  ::close(ends[0]);
  std::signal(SIGPIPE, SIG_IGN);
  interop::Output output(ends[1], "a pipe");
  const Error error =
      error_of([&] { interop::write_bundle(*fixture.store, output, BundleFixture::options()); });
  CHECK(error.code() == ErrorCode::unavailable);
  CHECK_THAT(error.what(), Contains("a pipe"));
  ::close(ends[1]);
}

TEST_CASE("places that cannot be written are told of") {
  const BundleFixture fixture(0);
  const auto code_of = [&](const std::filesystem::path& path) {
    return error_of([&] { interop::write_bundle(*fixture.store, path, BundleFixture::options()); })
        .code();
  };
  CHECK(code_of(fixture.directory.path() / "no" / "such") == ErrorCode::not_found);
  CHECK(code_of(fixture.directory.path()) == ErrorCode::invalid_argument);
}

TEST_CASE(
    "through a link the file it leads to is replaced, and what is no file is written as it is") {
  const BundleFixture fixture;
  const auto link = fixture.directory.path() / "link";
  std::filesystem::create_symlink(fixture.bundle, link);
  interop::write_bundle(*fixture.store, link, BundleFixture::options());
  CHECK(std::filesystem::is_symlink(link));
  CHECK(fixture.open()->inventory().sessions.size() == 3);
  const TransferReport nowhere =
      interop::write_bundle(*fixture.store, "/dev/null", BundleFixture::options());
  CHECK(nowhere.written == 3);
  CHECK(nowhere.verified == 0);
}

}  // namespace sessionstore::tests
