#pragma once

#include <cstdint>
#include <filesystem>

namespace sessionstore::sqlite {

/// f_type of the file system that holds `path` (or its nearest existing parent); 0 if unknown.
std::uint32_t file_system_type(const std::filesystem::path& path);

/// Whether WAL's shared memory works between all who may open a file there. It does not where other
/// machines or a host may open it too: NFS, SMB, 9p, virtiofs and FUSE, cluster file systems.
/// https://www.sqlite.org/wal.html section 1 says why.
bool can_share_memory(std::uint32_t type);

/// Makes the file with mode 0600 and, where they are new, its directories with mode 0700, before
/// SQLite would make it with the umask's. Leaves what exists alone. Of a symbolic link that leads
/// to nothing yet the file that it leads to is made, but none of that one's directories.
void create_private_file(const std::filesystem::path& file);

/// Takes away what others than the owner may do with a file that nobody but this program makes.
/// Where that is not allowed, it stays as it is.
void make_private(const std::filesystem::path& file);

/// Whether the file can only be read here and nobody's changes wait beside it in a -wal.
bool is_read_only(const std::filesystem::path& file);

}  // namespace sessionstore::sqlite
