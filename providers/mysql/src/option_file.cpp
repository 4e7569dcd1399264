#include "option_file.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

namespace sessionstore::mysql {
namespace {

bool holds(const std::string& path, const std::string& text) {
  std::ifstream file(path);
  return std::string(std::istreambuf_iterator<char>(file), {}) == text;
}

}  // namespace

OptionFile::OptionFile(const std::string& lines)
    : file_(::memfd_create("sessionstore-options", MFD_CLOEXEC)),
      path_(fmt::format("/proc/self/fd/{}", file_)) {
  const std::string text = "[client]\n" + lines;
  if (file_ >= 0 && ::write(file_, text.data(), text.size()) == std::ssize(text) &&
      holds(path_, text)) {
    return;
  }
  const int problem = errno;
  if (file_ >= 0) ::close(file_);
  throw Error(ErrorCode::unavailable,
              fmt::format("the database client's options cannot be handed over in {}: {}", path_,
                          std::generic_category().message(problem)),
              "is /proc there, and are there free file descriptors?", problem);
}

OptionFile::~OptionFile() { ::close(file_); }

}  // namespace sessionstore::mysql
