#pragma once

#include <sessionstore/store.h>

#include <string>

#include "sync_sides.h"

namespace sessionstore::cli {

/// A session of the store that a conflict is about. What is done to it later fails where it has
/// changed since.
struct SettledSession {
  SessionArchive archive;
  Digest fingerprint;
};

/// Throws Error(not_found).
SettledSession read_settled(SyncSides& sides, const std::string& id);

/// `archive` becomes what `session` is. Throws Error(conflict) where that has changed since.
void replace_settled(SyncSides& sides, const SettledSession& session,
                     const SessionArchive& archive);

/// "ses_1 ("Its title")".
std::string name_of_settled(SyncSides& sides, const std::string& id);

}  // namespace sessionstore::cli
