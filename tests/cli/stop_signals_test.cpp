// SIGTERM and SIGINT end what goes on for long, wherever it is.
#include "stop_signals.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "home.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;

/// A pipe that the program waits for.
struct SilentPipe {
  Home home;
  fs::path file = home.path() / "silent.bundle";
  int writer = -1;

  SilentPipe() { REQUIRE(::mkfifo(file.c_str(), 0600) == 0); }
  ~SilentPipe() {
    if (writer >= 0) ::close(writer);
  }
  SilentPipe(const SilentPipe&) = delete;
  SilentPipe& operator=(const SilentPipe&) = delete;

  /// Returns once the program reads from it.
  void wait_for_reader() {
    while ((writer = ::open(file.c_str(), O_WRONLY | O_NONBLOCK)) < 0) ::usleep(10'000);
  }
};

}  // namespace

TEST_CASE("a bundle from a pipe that says nothing is not waited for after a signal") {
  SilentPipe pipe;
  const int signal = GENERATE(SIGTERM, SIGINT);
  Process process(program({"import", "bundle:" + pipe.file.string()}), pipe.home.options());
  pipe.wait_for_reader();
  process.send(signal);
  const ProcessResult result = process.wait();
  CHECK(result.exit_code == 130);
}

TEST_CASE("the flag is the same before and while signals are waited for") {
  const std::atomic<bool>& flag = cli::StopSignals::flag();
  {
    const cli::StopSignals signals;
    CHECK(&signals.stop() == &flag);
    CHECK_FALSE(flag.load());
    std::raise(SIGTERM);
    CHECK(flag.load());
  }
  const cli::StopSignals again;
  CHECK_FALSE(flag.load());
}

}  // namespace sessionstore::tests
