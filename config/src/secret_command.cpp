#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sessionstore/error.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <optional>
#include <system_error>

#include "secret.h"

namespace sessionstore::config {
namespace {

using Time = std::chrono::steady_clock;

constexpr std::string_view kCommandKey = "sessionProvider.mysql.passwordCommand";
constexpr std::size_t kMaxOutputBytes = 65536;
constexpr int kPollMillis = 20;

Error error(ErrorCode code, const std::string& reason, const std::string& hint, int number = 0) {
  return {code, fmt::format("{} {}", kCommandKey, reason), hint, number};
}

// A running child in a process group of its own; killed with the whole group unless it was reaped.
class Child {
 public:
  // The arguments are a copy because posix_spawnp() wants them writable.
  explicit Child(std::vector<std::string> arguments);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Its wait status once it has ended.
  std::optional<int> ended();
  // Adds what it has printed by now to `text`, after waiting a little for more.
  void read_some(std::string& text) const;

 private:
  pid_t id_ = -1;
  int output_ = -1;
};

Child::Child(std::vector<std::string> arguments) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw error(ErrorCode::unavailable, "cannot be run: no pipe", "close some files", errno);
  }
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);

  posix_spawn_file_actions_t actions{};
  posix_spawnattr_t attributes{};
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  const int number = ::posix_spawnp(&id_, argv[0], &actions, &attributes, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  ::close(ends[1]);
  output_ = ends[0];
  if (number != 0) {
    ::close(output_);
    throw error(ErrorCode::invalid_argument,
                "cannot be run: " + std::generic_category().message(number),
                "name a program, with its path or one in PATH", number);
  }
  ::fcntl(output_, F_SETFL, O_NONBLOCK);
}

Child::~Child() {
  ::close(output_);
  if (id_ < 0) return;
  ::kill(-id_, SIGKILL);
  while (::waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

std::optional<int> Child::ended() {
  int status = 0;
  if (::waitpid(id_, &status, WNOHANG) != id_) return std::nullopt;
  id_ = -1;
  return status;
}

void Child::read_some(std::string& text) const {
  pollfd waiting{output_, POLLIN, 0};
  ::poll(&waiting, 1, kPollMillis);
  std::array<char, 4096> buffer{};
  ssize_t count = 0;
  while ((count = ::read(output_, buffer.data(), buffer.size())) > 0) {
    // More than that is read, so that the command does not block, but not kept.
    if (text.size() < kMaxOutputBytes) text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  // At the end of the output poll() returns at once, while the command may go on.
  if (count == 0) ::poll(nullptr, 0, 1);
}

}  // namespace

std::string password_from_command(const std::vector<std::string>& arguments,
                                  std::chrono::milliseconds limit) {
  const Time::time_point deadline = Time::now() + limit;
  Child child(arguments);
  std::string text;
  std::optional<int> status;
  // The command's end counts, not that of its output: an agent that it leaves behind may keep that
  // open.
  while (!status) {
    if (Time::now() > deadline) {
      throw error(ErrorCode::timeout,
                  fmt::format("has not ended after {} milliseconds", limit.count()),
                  "run it by hand: it must print the password without asking");
    }
    status = child.ended();
    child.read_some(text);
  }
  if (WIFSIGNALED(*status)) {
    throw error(ErrorCode::invalid_argument,
                fmt::format("was ended by signal {}", WTERMSIG(*status)),
                "run it by hand to see why");
  }
  if (WEXITSTATUS(*status) != 0) {
    throw error(ErrorCode::invalid_argument,
                fmt::format("failed with exit code {}", WEXITSTATUS(*status)),
                "run it by hand to see why");
  }
  text.resize(std::min(text.find('\n'), text.size()));
  if (text.ends_with('\r')) text.pop_back();
  if (text.empty() || text.find('\0') != std::string::npos) {
    throw error(ErrorCode::invalid_argument, "printed no password in its first line",
                "the first line of its standard output is the password");
  }
  return text;
}

}  // namespace sessionstore::config
