#include "file_system.h"

#include <fcntl.h>
#include <sessionstore/error.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace sessionstore::sqlite {
namespace {

Error cannot_create(const std::filesystem::path& path, int cause) {
  const bool denied = cause == EACCES || cause == EPERM || cause == EROFS;
  return {denied ? ErrorCode::permission_denied : ErrorCode::unavailable,
          path.string() + ": cannot make it: " + std::generic_category().message(cause),
          "make its directory writable; for a store, data.directory or sessionProvider.sqlite.path "
          "choose another place",
          cause};
}

void create_private_directories(const std::filesystem::path& directory) {
  std::error_code ignored;
  if (directory.empty() || std::filesystem::exists(directory, ignored)) return;
  create_private_directories(directory.parent_path());
  if (::mkdir(directory.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    throw cannot_create(directory, errno);
  }
}

/// Where a file of that name comes to be: a link stays, and what it leads to is made.
std::filesystem::path end_of_links(const std::filesystem::path& file) {
  constexpr int kMostLinks = 40;
  std::filesystem::path real = std::filesystem::absolute(file);
  std::error_code error;
  for (int links = 0; links < kMostLinks && std::filesystem::is_symlink(real, error); ++links) {
    const std::filesystem::path to = std::filesystem::read_symlink(real, error);
    if (error) break;
    real = real.parent_path() / to;
  }
  return real;
}

}  // namespace

std::uint32_t file_system_type(const std::filesystem::path& path) {
  for (std::filesystem::path at = std::filesystem::absolute(path);; at = at.parent_path()) {
    struct statfs facts {};
    if (::statfs(at.c_str(), &facts) == 0) return static_cast<std::uint32_t>(facts.f_type);
    if (at == at.parent_path()) return 0;
  }
}

bool can_share_memory(std::uint32_t type) {
  // The numbers of linux/magic.h and of the drivers that are not in it.
  constexpr std::array<std::uint32_t, 15> kRemote = {
      0x6969,      // NFS
      0x517B,      // SMB
      0xFF534D42,  // CIFS
      0xFE534D42,  // SMB2 and later
      0x01021997,  // 9p
      0x65735546,  // FUSE; virtiofs says this too
      0x786F4256,  // VirtualBox shared folders
      0xBACBACBC,  // VMware shared folders
      0x5346414F,  // AFS
      0x73757245,  // Coda
      0x00C36400,  // Ceph
      0x0BD00BD0,  // Lustre
      0x47504653,  // GPFS
      0x01161970,  // GFS2
      0x7461636F,  // OCFS2
  };
  return std::find(kRemote.begin(), kRemote.end(), type) == kRemote.end();
}

void create_private_file(const std::filesystem::path& file) {
  create_private_directories(std::filesystem::absolute(file).parent_path());
  // With a link that leads to nothing yet O_EXCL fails, and SQLite would make the file. The
  // directories that it leads to are not made: another disk may not be there at the moment.
  const int descriptor = ::open(end_of_links(file).c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC,
                                S_IRUSR | S_IWUSR);
  if (descriptor >= 0) {
    ::close(descriptor);
  } else if (errno != EEXIST) {
    throw cannot_create(file, errno);
  }
}

void make_private(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return;
  const bool ours = status.st_uid == ::geteuid();
  if (ours && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    ::chmod(file.c_str(), S_IRUSR | S_IWUSR);
  }
}

bool is_read_only(const std::filesystem::path& file) {
  const std::filesystem::path directory = std::filesystem::absolute(file).parent_path();
  if (::access(directory.c_str(), W_OK) == 0) return false;
  struct stat facts {};
  const std::string wal = file.string() + "-wal";
  return ::stat(wal.c_str(), &facts) != 0 || facts.st_size == 0;
}

}  // namespace sessionstore::sqlite
