#pragma once

#include <sessionstore/provider.h>
#include <sessionstore/sqlite/provider.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sessionstore::tests {

OpenOptions options_for(const std::filesystem::path& file);
/// Opens the store in a SQLite file, or in ":memory:".
std::unique_ptr<SessionStore> open_sqlite(const std::filesystem::path& file,
                                          sqlite::ProviderParts parts = sqlite::default_parts());

/// Runs SQL on a database file behind the store's back.
void run_sql(const std::filesystem::path& file, const std::string& sql);
/// The rows of a query, columns joined by '|', blobs in hexadecimal.
std::vector<std::string> query_sql(const std::filesystem::path& file, const std::string& sql);
/// Every row of every table of ours, ordered, without the revisions: they count how often something
/// was written, which differs between two ways to the same end.
std::string dump(const std::filesystem::path& file);

std::string read_file(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, const std::string& content);

}  // namespace sessionstore::tests
