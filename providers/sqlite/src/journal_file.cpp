#include <sessionstore/sqlite/journal_file.h>

#include <system_error>

#include "file_system.h"
#include "sqlite_connection.h"

namespace sessionstore::sqlite {

std::unique_ptr<sql::Connection> open_journal_file(const std::filesystem::path& file) {
  ConnectionSettings settings;
  settings.file = file.string();
  settings.full_sync = false;
  if (settings.file != ":memory:") {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) create_private_file(file);
    for (const char* const part : {"", "-wal", "-shm"}) make_private(file.string() + part);
    settings.wal = can_share_memory(file_system_type(file));
  }
  return std::make_unique<SqliteConnection>(settings);
}

}  // namespace sessionstore::sqlite
