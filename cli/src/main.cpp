#include <sessionstore/sqlite/provider.h>

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "exit_code.h"
#include "process_setup.h"
#include "program.h"
#include "render/text.h"

int main(int argc, char** argv) {
  sessionstore::cli::set_up_process();
  try {
    sessionstore::sqlite::stop_counting_memory();
    sessionstore::cli::use_utf8();
    sessionstore::cli::Context context(sessionstore::config::Environment::of_process());
    sessionstore::cli::Program program(context);
    return program.run(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& failure) {
    // Before there is a program, or where not even a report could be made.
    std::fprintf(stderr, "sessionstore: %s\n", failure.what());
    return sessionstore::cli::kFailed;
  }
}
