#include "support/process.h"

#include <fcntl.h>
#include <pty.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <system_error>

namespace sessionstore::tests {

namespace {

[[noreturn]] void fail(int number, const std::string& what) {
  throw std::system_error(number, std::generic_category(), what);
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) {
    out.push_back(text.data());
  }
  out.push_back(nullptr);
  return out;
}

std::vector<std::string> environment_of(const ProcessOptions& options) {
  std::vector<std::string> out;
  for (const auto& [name, value] : options.environment) {
    out.push_back(name + "=" + value);
  }
  return out;
}

/// A file in memory, so that no pipe can fill up and stop the program.
int memory_file(const std::string& content = {}) {
  const int file = ::memfd_create("process", MFD_CLOEXEC);
  if (file < 0 || ::write(file, content.data(), content.size()) < 0) {
    fail(errno, "memfd");
  }
  ::lseek(file, 0, SEEK_SET);
  return file;
}

std::string read_all(int file) {
  std::string out;
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t size = ::read(file, buffer.data(), buffer.size());
    if (size <= 0) {
      return out;
    }
    out.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

void note_end(pid_t pid, ProcessResult& result) {
  int status = 0;
  if (::waitpid(pid, &status, 0) != pid) {
    fail(errno, "waitpid");
  }
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  result.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

}  // namespace

Process::Process(const std::vector<std::string>& arguments, const ProcessOptions& options)
    : in_(memory_file(options.input)), out_(memory_file()), err_(memory_file()) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, in_, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, out_, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err_, STDERR_FILENO);
  if (!options.directory.empty()) {
    ::posix_spawn_file_actions_addchdir_np(&actions, options.directory.c_str());
  }
  std::vector<std::string> texts = arguments;
  std::vector<std::string> variables = environment_of(options);
  const int problem = ::posix_spawn(&pid_, arguments.front().c_str(), &actions, nullptr,
                                    pointers(texts).data(), pointers(variables).data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (problem != 0) {
    pid_ = -1;
    fail(problem, arguments.front());
  }
}

Process::~Process() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  for (const int file : {in_, out_, err_}) {
    ::close(file);
  }
}

void Process::send(int signal) const { ::kill(pid_, signal); }

ProcessResult Process::wait() {
  ProcessResult result;
  note_end(pid_, result);
  pid_ = -1;
  for (const auto& [file, text] : {std::pair(out_, &result.out), std::pair(err_, &result.err)}) {
    ::lseek(file, 0, SEEK_SET);
    *text = read_all(file);
  }
  return result;
}

ProcessResult run_process(const std::vector<std::string>& arguments,
                          const ProcessOptions& options) {
  return Process(arguments, options).wait();
}

ProcessResult run_on_terminal(const std::vector<std::string>& arguments,
                              const ProcessOptions& options) {
  std::vector<std::string> texts = arguments;
  std::vector<std::string> variables = environment_of(options);
  const std::vector<char*> argv = pointers(texts);
  const std::vector<char*> envp = pointers(variables);
  const winsize size{24, 80, 0, 0};
  int terminal = -1;
  const pid_t pid = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (pid < 0) {
    fail(errno, "forkpty");
  }
  if (pid == 0) {
    if (!options.directory.empty() && ::chdir(options.directory.c_str()) != 0) {
      ::_exit(127);
    }
    ::execve(argv.front(), argv.data(), envp.data());
    ::_exit(127);
  }
  if (::write(terminal, options.input.data(), options.input.size()) < 0) {
    fail(errno, "terminal");
  }
  ProcessResult result;
  result.out = read_all(terminal);
  note_end(pid, result);
  ::close(terminal);
  return result;
}

}  // namespace sessionstore::tests
