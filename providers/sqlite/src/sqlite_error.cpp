#include "sqlite_error.h"

#include <fmt/format.h>

#include <cerrno>
#include <string>

namespace sessionstore::sqlite {
namespace {

struct Meaning {
  ErrorCode code;
  std::string_view hint;
};

Meaning cannot_open(int system_error) {
  switch (system_error) {
    case EACCES:
    case EPERM:
    case EROFS:
      return {ErrorCode::permission_denied, "make the file and its directory writable for you"};
    case ENOENT:
      return {ErrorCode::not_found, "check the path"};
    default:
      return {ErrorCode::unavailable, "check that its directory exists and can be written"};
  }
}

Meaning meaning_of(int extended, int system_error) {
  if (extended == SQLITE_CONSTRAINT_PRIMARYKEY || extended == SQLITE_CONSTRAINT_UNIQUE) {
    return {ErrorCode::already_exists, ""};
  }
  switch (extended & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::timeout, "another process holds the store: try again when it is done"};
    case SQLITE_CONSTRAINT:
      return {ErrorCode::constraint, ""};
    case SQLITE_TOOBIG:
      return {ErrorCode::constraint, "the value is larger than SQLite can hold"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorCode::corrupt,
              "keep a copy of the file, then restore a backup, or move it away and import again"};
    case SQLITE_FULL:
      return {ErrorCode::unavailable, "free some space on the disk and try again"};
    case SQLITE_IOERR:
      return {ErrorCode::unavailable, "check the disk; nothing half-written is kept"};
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_READONLY:
      return {ErrorCode::permission_denied, "make the file and its directory writable for you"};
    case SQLITE_CANTOPEN:
      return cannot_open(system_error);
    case SQLITE_INTERRUPT:
      return {ErrorCode::interrupted, ""};
    default:
      return {ErrorCode::internal, "please report this"};
  }
}

Meaning foreign_meaning_of(int extended, int system_error) {
  switch (extended & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorCode::corrupt,
              "it was left as it is: keep a copy of it, and ask its own program, or `sqlite3 FILE "
              ".recover`, for more"};
    case SQLITE_ERROR:
      return {ErrorCode::unsupported,
              "an index, a trigger or a column of that database, which somebody added to it, needs "
              "what this program does not have: it was left as it is"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::timeout, "another process holds the database: try again when it is done"};
    default:
      return meaning_of(extended, system_error);
  }
}

using MeaningOf = Meaning(int extended, int system_error);

Error explained(sqlite3* database, int code, std::string_view doing, std::string_view file,
                MeaningOf* meaning_of_code) {
  const int extended = database == nullptr ? code : sqlite3_extended_errcode(database);
  const int system_error = database == nullptr ? 0 : sqlite3_system_errno(database);
  const Meaning meaning = meaning_of_code(extended, system_error);
  std::string cause = database == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database);
  if (meaning.code == ErrorCode::already_exists) {
    // SQLite's text ends in the columns.
    cause = fmt::format(
        "a row of that key is there already ({})",
        cause.substr(cause.rfind(": ") == std::string::npos ? 0 : cause.rfind(": ") + 2));
  }
  return {meaning.code, fmt::format("{}: cannot {}: {}", file, doing, cause),
          std::string(meaning.hint), extended};
}

}  // namespace

Error error_from(sqlite3* database, int code, std::string_view doing, std::string_view file) {
  return explained(database, code, doing, file, meaning_of);
}

Error foreign_error_from(sqlite3* database, int code, std::string_view doing,
                         std::string_view file) {
  return explained(database, code, doing, file, foreign_meaning_of);
}

}  // namespace sessionstore::sqlite
