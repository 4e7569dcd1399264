#pragma once

#include <sessionstore/config/configuration.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entry.h"

/// What a working directory's file may not say on its own, and whose secrets go where.
namespace sessionstore::config {

/// Whether a working directory's file may say that only once it is trusted.
bool needs_trust(std::string_view key);

/// Standing in a cloned repository must not be enough to run what its author wrote, trusted or not:
/// throws Error(invalid_argument) where an entry of a working directory's file is a command.
void refuse_command(const Entries& entries);

/// Whether it says more than how a store is used. A third party's settings may say anything.
bool says_what_needs_trust(const FileEntries& file);

/// Removes that from `file`; returns the keys.
std::vector<std::string> take_what_needs_trust(FileEntries& file);

/// Whether the user has trusted the file as it is.
bool is_trusted(const SourceFile& file, const Environment& environment);

/// Why a store may not be opened with what is configured: only a file that is not trusted says
/// which one.
std::optional<Error> refusal_of(const std::optional<UntrustedFile>& untrusted);

/// The same: a secret of that provider would go to an address that another source names.
std::optional<Error> refusal_of(const Entries& entries, const std::string& provider);

}  // namespace sessionstore::config
