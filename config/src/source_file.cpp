#include "source_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace sessionstore::config {
namespace {

// No configuration is larger; a wrong file that is should not fill the memory.
constexpr std::size_t kMaxFileBytes = 16U << 20U;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

[[noreturn]] void fail(const std::filesystem::path& path, int number) {
  const std::string reason = std::generic_category().message(number);
  if (number == EACCES || number == EPERM) {
    throw Error(ErrorCode::permission_denied,
                fmt::format("cannot read the configuration {}: {}", path.string(), reason),
                "make it and the directories above it readable for the user who runs this", number);
  }
  throw Error(ErrorCode::invalid_argument,
              fmt::format("cannot read the configuration {}: {}", path.string(), reason), {},
              number);
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return number_; }

 private:
  int number_;
};

std::string read_all(const std::filesystem::path& path, int descriptor) {
  std::string text;
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count == 0) return text;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path, errno);
    text.append(buffer.data(), static_cast<std::size_t>(count));
    if (text.size() > kMaxFileBytes) {
      throw Error(ErrorCode::invalid_argument,
                  fmt::format("{} is larger than 16 MiB: that is no configuration", path.string()));
    }
  }
}

}  // namespace

Position position_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const std::size_t break_at = before.rfind('\n');
  const std::string_view row =
      break_at == std::string_view::npos ? before : before.substr(break_at + 1);
  // Every byte that does not continue a UTF-8 sequence starts a character.
  const auto characters = std::count_if(row.begin(), row.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  });
  return {static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1,
          static_cast<std::size_t>(characters) + 1};
}

std::string SourceFile::line(std::size_t offset) const {
  return fmt::format("{}:{}", path.string(), position_of(text, offset).line);
}

std::string SourceFile::place(std::size_t offset) const {
  const Position position = position_of(text, offset);
  return fmt::format("{}:{}:{}", path.string(), position.line, position.column);
}

Error SourceFile::error(std::size_t offset, std::string_view key, std::string_view message,
                        const std::string& hint) const {
  const std::string subject = key.empty() ? std::string() : fmt::format("{}: ", key);
  return {ErrorCode::invalid_argument, fmt::format("{}: {}{}", place(offset), subject, message),
          hint};
}

std::optional<SourceFile> read_source_file(const std::filesystem::path& path) {
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.get() < 0) {
    const int number = errno;
    if (number != ENOENT && number != ENOTDIR) fail(path, number);
    std::error_code ignored;
    if (!std::filesystem::is_symlink(path, ignored)) return std::nullopt;
    throw Error(ErrorCode::invalid_argument,
                fmt::format("the configuration {} is a link to nothing", path.string()),
                "mend or remove the link", number);
  }
  struct stat status {};
  if (::fstat(descriptor.get(), &status) != 0) fail(path, errno);
  if (S_ISDIR(status.st_mode)) fail(path, EISDIR);

  SourceFile file{path, read_all(path, descriptor.get())};
  file.digest = sha256(file.text);
  if (file.text.starts_with("\xFF\xFE") || file.text.starts_with("\xFE\xFF")) {
    throw file.error(0, {}, "the file is UTF-16", "save it as UTF-8");
  }
  if (file.text.starts_with(kByteOrderMark)) file.text.erase(0, kByteOrderMark.size());
  if (file.text.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw file.error(0, {}, "the file is empty", "write at least {} into it, or remove it");
  }
  return file;
}

std::string printable(std::string_view key) {
  constexpr std::size_t kLongest = 64;
  const bool plain = std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("$-_.").find(c) != std::string_view::npos;
  });
  return plain && !key.empty() && key.size() <= kLongest ? std::string(key) : "?";
}

}  // namespace sessionstore::config
