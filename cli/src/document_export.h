#pragma once

#include <sessionstore/transfer.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "context.h"

namespace sessionstore::cli {

/// The user's PATH with a `~/` at its start replaced by the home directory.
std::filesystem::path with_home_directory(const Context& context, std::string_view path);

/// Whether documents go into it as files: a directory, or a name that ends in a slash.
bool is_document_directory(const std::filesystem::path& output);

/// Writes each session as a document of that format ("opencode" or "markdown"): several to files in
/// the directory `output`, one to the file `output`, or to standard output where that is empty or
/// "-". A file appears once it is complete.
TransferReport export_documents(SessionSource& source, const std::vector<std::string>& ids,
                                std::string_view format, const std::filesystem::path& output);

}  // namespace sessionstore::cli
