#pragma once

#include <filesystem>

namespace sessionstore::bench {

/// The least that any import must do: one thread reads every message and part file in sorted order,
/// one inserts the text into a table with two indexes through the SQLite C API, 1,000 rows a
/// commit. Nothing is parsed, hashed, ordered, attributed or verified.
void bare_import(const std::filesystem::path& storage, const std::filesystem::path& database);

}  // namespace sessionstore::bench
