#include <fcntl.h>
#include <fmt/format.h>
#include <sessionstore/config/trust.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <system_error>

namespace sessionstore::config {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view kEnding = ".json";
constexpr std::uintmax_t kMaxBytes = 65536;

[[noreturn]] void cannot_write(const fs::path& path, int number) {
  throw Error(ErrorCode::permission_denied,
              fmt::format("cannot write the list of trusted files {}: {}", path.string(),
                          std::generic_category().message(number)),
              "make it writable for you alone", number);
}

/// Whether nobody but the user can have written it; what is a link was made by who knows whom.
bool is_the_users_own(const fs::path& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && !S_ISLNK(status.st_mode) &&
         status.st_uid == ::geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

fs::path entry_of(const fs::path& directory, const fs::path& file) {
  return directory / (sha256(file.native()).hex() + std::string(kEnding));
}

std::optional<TrustedFile> read_entry(const fs::path& entry) {
  std::error_code ignored;
  if (!is_the_users_own(entry) || !fs::is_regular_file(entry, ignored) ||
      fs::file_size(entry, ignored) > kMaxBytes) {
    return std::nullopt;
  }
  std::ifstream stream(entry, std::ios::binary);
  const Json said = Json::parse(stream, nullptr, false);
  if (!said.is_object() || !said.contains("path") || !said["path"].is_string() ||
      !said.contains("sha256") || !said["sha256"].is_string()) {
    return std::nullopt;
  }
  TrustedFile trusted{said["path"].get<std::string>(), said["sha256"]};
  if (said.contains("since") && said["since"].is_number_integer()) trusted.since = said["since"];
  return trusted;
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

TrustList::TrustList(const fs::path& home) {
  if (!home.empty()) directory_ = home / ".opencode" / "trusted";
}

bool TrustList::trusts(const fs::path& file, const Digest& content) const {
  if (directory_.empty() || !is_the_users_own(directory_)) return false;
  const auto trusted = read_entry(entry_of(directory_, file));
  return trusted && trusted->sha256 == content.hex();
}

std::vector<TrustedFile> TrustList::all() const {
  std::vector<TrustedFile> files;
  if (directory_.empty() || !is_the_users_own(directory_)) return files;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(directory_, ignored)) {
    if (entry.path().extension() != kEnding) continue;
    if (auto trusted = read_entry(entry.path())) files.push_back(std::move(*trusted));
  }
  std::ranges::sort(files, {}, &TrustedFile::path);
  return files;
}

void TrustList::add(const fs::path& file, const Digest& content, Millis now) const {
  if (directory_.empty()) {
    throw Error(ErrorCode::invalid_argument, "there is no home directory to note it in",
                "set HOME");
  }
  make_private(directory_.parent_path());
  make_private(directory_);
  if (!is_the_users_own(directory_)) cannot_write(directory_, EPERM);
  // The path is for people: the entry is found by its name.
  const Json said{{"path", file.string()}, {"sha256", content.hex()}, {"since", now}};
  write_private(entry_of(directory_, file),
                said.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

bool TrustList::remove(const fs::path& file) const {
  if (directory_.empty()) return false;
  const fs::path entry = entry_of(directory_, file);
  if (::unlink(entry.c_str()) == 0) return true;
  if (errno != ENOENT && errno != ENOTDIR) cannot_write(entry, errno);
  return false;
}

}  // namespace sessionstore::config
