#include "private_entries.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sessionstore/digest.h>
#include <sessionstore/error.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>

namespace sessionstore::config {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view kEnding = ".json";
constexpr std::uintmax_t kMaxBytes = 65536;

[[noreturn]] void cannot_write(const fs::path& path, int number) {
  throw Error(ErrorCode::permission_denied,
              fmt::format("cannot write what is trusted to {}: {}", path.string(),
                          std::generic_category().message(number)),
              "make it writable for you alone", number);
}

/// Whether nobody but the user can have written it; what is a link was made by who knows whom.
bool is_the_users_own(const fs::path& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && !S_ISLNK(status.st_mode) &&
         status.st_uid == ::geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

Json read_entry(const fs::path& entry) {
  std::error_code ignored;
  if (!is_the_users_own(entry) || !fs::is_regular_file(entry, ignored) ||
      fs::file_size(entry, ignored) > kMaxBytes) {
    return {};
  }
  std::ifstream stream(entry, std::ios::binary);
  Json said = Json::parse(stream, nullptr, false);
  return said.is_object() ? said : Json();
}

void make_private(const fs::path& directory) {
  if (::mkdir(directory.c_str(), S_IRWXU) != 0 && errno != EEXIST) cannot_write(directory, errno);
}

/// The file appears whole.
void write_private(const fs::path& path, const std::string& text) {
  std::string beside = path.string() + ".XXXXXX";
  const int descriptor = ::mkostemp(beside.data(), O_CLOEXEC);  // mode 0600
  if (descriptor < 0) cannot_write(path, errno);
  const bool written =
      ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(descriptor) == 0;
  int number = written ? 0 : errno;
  if (::close(descriptor) != 0 && number == 0) number = errno;
  if (number == 0 && ::rename(beside.c_str(), path.c_str()) != 0) number = errno;
  if (number == 0) return;
  ::unlink(beside.c_str());
  cannot_write(path, number);
}

}  // namespace

PrivateEntries::PrivateEntries(const fs::path& home, std::string_view kind) {
  if (!home.empty()) directory_ = home / ".opencode" / kind;
}

// A key may hold anything; its digest is a file's name anywhere.
fs::path PrivateEntries::file_of(std::string_view key) const {
  return directory_ / (sha256(key).hex() + std::string(kEnding));
}

Json PrivateEntries::find(std::string_view key) const {
  if (directory_.empty() || !is_the_users_own(directory_)) return {};
  return read_entry(file_of(key));
}

std::vector<Json> PrivateEntries::all() const {
  std::vector<Json> entries;
  if (directory_.empty() || !is_the_users_own(directory_)) return entries;
  std::error_code ignored;
  for (const auto& file : fs::directory_iterator(directory_, ignored)) {
    if (file.path().extension() != kEnding) continue;
    if (Json entry = read_entry(file.path()); !entry.is_null()) entries.push_back(std::move(entry));
  }
  return entries;
}

void PrivateEntries::put(std::string_view key, const Json& entry) const {
  if (directory_.empty()) {
    throw Error(ErrorCode::invalid_argument, "there is no home directory to note it in",
                "set HOME");
  }
  make_private(directory_.parent_path());
  make_private(directory_);
  if (!is_the_users_own(directory_)) cannot_write(directory_, EPERM);
  write_private(file_of(key), entry.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

bool PrivateEntries::remove(std::string_view key) const {
  if (directory_.empty()) return false;
  const fs::path file = file_of(key);
  if (::unlink(file.c_str()) == 0) return true;
  if (errno != ENOENT && errno != ENOTDIR) cannot_write(file, errno);
  return false;
}

}  // namespace sessionstore::config
