#pragma once

#include <sessionstore/sync_journal.h>

#include <string>
#include <string_view>

namespace sessionstore::sync_detail {

/// Both sides' own rows and hashes as bytes for the journal. Hashes that both sides share are there
/// once.
std::string encode_synced(const SyncedSession& session);

/// Sets what encode_synced() has of it. Throws Error(corrupt).
void decode_synced(std::string_view bytes, SyncedSession& session);

}  // namespace sessionstore::sync_detail
