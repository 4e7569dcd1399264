#include <fmt/format.h>
#include <sessionstore/sqlite/attach.h>
#include <unistd.h>

#include <system_error>

#include "file_system.h"
#include "sqlite_connection.h"
#include "sqlite_error.h"

namespace sessionstore::sqlite {
namespace {

struct FinishBackup {
  void operator()(sqlite3_backup* backup) const noexcept { sqlite3_backup_finish(backup); }
};

void copy_pages(const std::string& from, const std::string& to) {
  ConnectionSettings settings;
  settings.file = from;
  settings.foreign_writer = true;
  const SqliteConnection source(settings);
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(to.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close_v2)> target(raw, &sqlite3_close_v2);
  if (opened != SQLITE_OK) throw error_from(raw, opened, "open the copy", to);
  const std::unique_ptr<sqlite3_backup, FinishBackup> backup(
      sqlite3_backup_init(target.get(), "main", source.handle(), "main"));
  if (backup == nullptr) throw error_from(raw, sqlite3_errcode(raw), "copy the store", to);
  const int code = sqlite3_backup_step(backup.get(), -1);
  if (code != SQLITE_DONE) throw error_from(nullptr, code, "copy the store", to);
}

}  // namespace

void copy_database(const std::filesystem::path& from, const std::filesystem::path& to) {
  const std::string unfinished = fmt::format("{}.{}.unfinished", to.string(), ::getpid());
  create_private_file(unfinished);
  try {
    copy_pages(from, unfinished);
    std::filesystem::rename(unfinished, to);
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    throw;
  }
}

}  // namespace sessionstore::sqlite
