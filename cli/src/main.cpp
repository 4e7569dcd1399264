#include <sessionstore/sqlite/provider.h>

#include <csignal>
#include <string>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "program.h"
#include "render/text.h"

int main(int argc, char** argv) {
  // As every filter does: when the reader of a pipe goes away, so do we, whatever our parent
  // ignored.
  std::signal(SIGPIPE, SIG_DFL);
#ifdef __GLIBC__
  // Rows may be large: their memory goes back to the system at once, instead of to an arena of the
  // thread that happened to need it.
  constexpr int kLargeAllocation = 1 << 20;
  ::mallopt(M_MMAP_THRESHOLD, kLargeAllocation);
#endif
  sessionstore::sqlite::stop_counting_memory();
  sessionstore::cli::use_utf8();
  sessionstore::cli::Context context(sessionstore::config::Environment::of_process());
  sessionstore::cli::Program program(context);
  return program.run(std::vector<std::string>(argv + 1, argv + argc));
}
