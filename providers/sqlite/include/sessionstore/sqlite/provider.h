#pragma once

#include <sessionstore/clock.h>
#include <sessionstore/provider.h>
#include <sessionstore/sql/migration_runner.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <span>

namespace sessionstore::sqlite {

/// What a test or an embedding program may replace.
struct ProviderParts {
  /// The type of the file system that holds a path, as statfs(2) gives it in f_type.
  std::function<std::uint32_t(const std::filesystem::path&)> file_system_type;
  /// The schema's history.
  std::span<const sql::EmbeddedMigration> migrations;
  /// The time for rows changed here.
  Clock clock;
};

/// The real ones.
ProviderParts default_parts();

/// Session history in one SQLite file (3.37 or newer).
///
/// Settings: `path` (default `sessionstore.db` in the data directory; `:memory:` for a store that
/// lives as long as the object) and `synchronous` ("full", the default: an acknowledged write
/// survives a power cut; "normal": it survives a crash of the program, and a power cut may take the
/// last ones, never the file).
///
/// The file is made with mode 0600, in a directory of mode 0700 where that is new. It is in WAL
/// mode with one writer and several readers, or in rollback mode on a file system that cannot share
/// memory between machines. It refuses a database that holds somebody else's tables. Any number of
/// processes on one machine may share the file.
std::unique_ptr<Provider> make_provider(ProviderParts parts = default_parts());

/// For a program's main(), before anything uses SQLite: in this process it no longer counts the
/// memory that it takes. All its threads share the lock of that count, whatever they work on.
void stop_counting_memory() noexcept;

}  // namespace sessionstore::sqlite
