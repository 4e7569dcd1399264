#pragma once

#include <sessionstore/sql/connection.h>

#include <filesystem>
#include <memory>

namespace sessionstore::sqlite {

/// Opens a SQLite file in which a program remembers what it could find out anew: made with mode
/// 0600 where there is none, ":memory:" for one that lives as long as the connection. A power cut
/// may take its last writes, never the file. Throws Error(permission_denied), Error(corrupt).
std::unique_ptr<sql::Connection> open_journal_file(const std::filesystem::path& file);

}  // namespace sessionstore::sqlite
