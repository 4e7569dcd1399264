#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace sessionstore::tests {

/// What a program left behind.
struct ProcessResult {
  int exit_code = -1;  ///< -1 where a signal ended it
  int signal = 0;      ///< that signal, else 0
  std::string out;
  std::string err;
};

struct ProcessOptions {
  std::filesystem::path directory;                 ///< to run in; the caller's if empty
  std::map<std::string, std::string> environment;  ///< the whole of it
  std::string input;                               ///< what standard input holds
};

/// A program that runs. Destroying one that still runs kills it.
class Process {
 public:
  /// `arguments[0]` is the program's path. Throws std::system_error if it cannot be started.
  Process(const std::vector<std::string>& arguments, const ProcessOptions& options);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void send(int signal) const;
  ProcessResult wait();

 private:
  pid_t pid_ = -1;
  int in_;
  int out_;
  int err_;
};

ProcessResult run_process(const std::vector<std::string>& arguments,
                          const ProcessOptions& options = {});

/// Runs it on a terminal of its own of 80 columns, types `options.input`, and gives all that showed
/// as `out`, with the line ends that a terminal makes (CR LF).
ProcessResult run_on_terminal(const std::vector<std::string>& arguments,
                              const ProcessOptions& options);

}  // namespace sessionstore::tests
