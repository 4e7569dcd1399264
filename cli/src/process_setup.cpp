#include "process_setup.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>

#include "exit_code.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace sessionstore::cli {
namespace {

/// A descriptor that is closed would be given to the next file that is opened: what is printed
/// would go into a database. In its place stands one with which reading, or writing, is an error.
void occupy(int descriptor, int mode) noexcept {
  if (::fcntl(descriptor, F_GETFD) == -1) {
    (void)::open("/dev/null", mode);  // takes the lowest free one: those below are open by now
  }
}

// All transactions end as with a kill, and what reads the exit code finds what docs/cli.md says.
extern "C" void end_interrupted(int /*signal*/) { ::_exit(kInterrupted); }

void end_interrupted_by(int signal) noexcept {
  struct sigaction before {};
  // Who runs us in the background may have it ignored.
  if (::sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_DFL) {
    struct sigaction action {};
    action.sa_handler = end_interrupted;
    sigemptyset(&action.sa_mask);
    ::sigaction(signal, &action, nullptr);
  }
}

}  // namespace

void set_up_process() noexcept {
  occupy(STDIN_FILENO, O_WRONLY);
  occupy(STDOUT_FILENO, O_RDONLY);
  occupy(STDERR_FILENO, O_RDONLY);
  // As every filter does: when the reader of a pipe goes away, so do we, whatever our parent
  // ignored.
  std::signal(SIGPIPE, SIG_DFL);
  // A file that may not grow any more is an error of writing, with its name.
  std::signal(SIGXFSZ, SIG_IGN);
  // Where nothing has to be ended first, which StopSignals is for.
  end_interrupted_by(SIGINT);
  end_interrupted_by(SIGTERM);
#ifdef __GLIBC__
  // Rows may be large: their memory goes back to the system at once, instead of to an arena of the
  // thread that happened to need it.
  constexpr int kLargeAllocation = 1 << 20;
  ::mallopt(M_MMAP_THRESHOLD, kLargeAllocation);
#endif
}

}  // namespace sessionstore::cli
