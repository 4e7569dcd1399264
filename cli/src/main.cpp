#include <csignal>
#include <string>
#include <vector>

#include "program.h"
#include "render/text.h"

int main(int argc, char** argv) {
  // As every filter does: when the reader of a pipe goes away, so do we, whatever our parent
  // ignored.
  std::signal(SIGPIPE, SIG_DFL);
  sessionstore::cli::use_utf8();
  sessionstore::cli::Context context(sessionstore::config::Environment::of_process());
  sessionstore::cli::Program program(context);
  return program.run(std::vector<std::string>(argv + 1, argv + argc));
}
