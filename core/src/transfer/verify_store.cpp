#include <sessionstore/error.h>
#include <sessionstore/fingerprint.h>
#include <sessionstore/transfer.h>

namespace sessionstore {
namespace {

/// What is wrong with one session, judged by its own hashes; nothing where all is well.
std::optional<Difference> check_session(SessionStore& store, const SessionEntry& entry) {
  try {
    const Digest found = fingerprint_of(store, entry.id);
    if (!entry.fingerprint || *entry.fingerprint == found) return std::nullopt;
    // It may have changed since the inventory was taken.
    const std::optional<StoredSession> now = store.find_stored(entry.id);
    if (!now || now->fingerprint != *entry.fingerprint) return std::nullopt;
    return Difference{entry.id, "fingerprint", "rows are missing, added or in another order"};
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_found) return std::nullopt;  // deleted meanwhile
    if (error.code() != ErrorCode::corrupt) throw;
    return Difference{entry.id, "hash", error.what()};
  }
}

}  // namespace

std::vector<Difference> verify_store(SessionStore& store, const std::atomic<bool>* stop) {
  std::vector<Difference> differences = store.check_storage();
  for (const SessionEntry& entry : store.inventory().sessions) {
    if (stop != nullptr && stop->load(std::memory_order_relaxed)) {
      throw Error(ErrorCode::interrupted, "verification was interrupted");
    }
    if (auto difference = check_session(store, entry))
      differences.push_back(std::move(*difference));
  }
  return differences;
}

}  // namespace sessionstore
