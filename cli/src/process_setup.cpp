#include "process_setup.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>

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
#ifdef __GLIBC__
  // Rows may be large: their memory goes back to the system at once, instead of to an arena of the
  // thread that happened to need it.
  constexpr int kLargeAllocation = 1 << 20;
  ::mallopt(M_MMAP_THRESHOLD, kLargeAllocation);
#endif
}

}  // namespace sessionstore::cli
