#include "secret.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace sessionstore::config {
namespace {

constexpr std::string_view kFileKey = "sessionProvider.mysql.passwordFile";
constexpr std::size_t kMaxSecretBytes = 65536;

Error error(const std::filesystem::path& path, ErrorCode code, const std::string& reason,
            const std::string& hint, int number = 0) {
  return {code, fmt::format("{}: {} {}", kFileKey, path.string(), reason), hint, number};
}

// Container runtimes hand secrets over here, readable for all inside the container.
bool is_container_secret(const std::filesystem::path& path) {
  const std::string text = path.lexically_normal().string();
  return text.starts_with("/run/secrets/") || text.starts_with("/var/run/secrets/");
}

std::string first_line(const std::filesystem::path& path, int descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    throw error(path, ErrorCode::invalid_argument, "is no regular file", "name a file");
  }
  if ((status.st_mode & S_IROTH) != 0 && !is_container_secret(path)) {
    throw error(path, ErrorCode::permission_denied, "may be read by every user of this machine",
                fmt::format("chmod o-r {}", path.string()));
  }
  std::string text;
  std::array<char, 4096> buffer{};
  while (text.size() < kMaxSecretBytes && text.find('\n') == std::string::npos) {
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      throw error(path, ErrorCode::invalid_argument, "cannot be read", "check the disk", errno);
    }
    if (count == 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  text.resize(std::min(text.find('\n'), text.size()));
  if (text.ends_with('\r')) text.pop_back();
  return text;
}

}  // namespace

std::string password_from_file(const std::filesystem::path& path) {
  // Not to wait for a writer where somebody named a pipe.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    const int number = errno;
    const bool refused = number == EACCES || number == EPERM;
    throw error(path, refused ? ErrorCode::permission_denied : ErrorCode::invalid_argument,
                "cannot be opened: " + std::generic_category().message(number),
                "the first line of that file is the password", number);
  }
  std::string password;
  try {
    password = first_line(path, descriptor);
  } catch (...) {
    ::close(descriptor);
    throw;
  }
  ::close(descriptor);
  if (password.empty()) {
    throw error(path, ErrorCode::invalid_argument, "has an empty first line",
                "the first line of that file is the password");
  }
  return password;
}

bool looks_secret(std::string_view name) {
  std::string lower;
  for (const char c : name) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  for (const std::string_view word : {"password", "passwd", "pwd", "secret", "token", "key", "dsn",
                                      "url", "uri", "credential", "command", "passphrase"}) {
    if (lower.find(word) != std::string::npos) return true;
  }
  return false;
}

}  // namespace sessionstore::config
