// What can go wrong with whole sessions: fingerprints, bulk writers, reading all of one.
#include <sessionstore/error.h>

#include <map>
#include <mutex>

#include "forwarding_store.h"
#include "forwarding_writer.h"
#include "mutants.h"
#include "wrap.h"

namespace sessionstore::tests {
namespace {

struct RemembersOldFingerprints : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::map<std::string, StoredSession, std::less<>> known;
  std::optional<StoredSession> find_stored(std::string_view id) override {
    const auto found = inner().find_stored(id);
    if (!found) return found;
    return known.emplace(id, *found).first->second;
  }
};

struct WithoutRecords : SessionVisitor {
  explicit WithoutRecords(SessionVisitor& to) : to_(to) {}
  void on_session(Session session) override { to_.on_session(std::move(session)); }
  void on_message(Message message) override { to_.on_message(std::move(message)); }
  void on_part(Part part) override { to_.on_part(std::move(part)); }
  void on_record(Record) override {}

 private:
  SessionVisitor& to_;
};

struct ReadsNoRecords : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  void read_session(std::string_view id, SessionVisitor& visitor) override {
    WithoutRecords without(visitor);
    inner().read_session(id, without);
  }
};

struct CommitsByItself : ForwardingWriter {
  using ForwardingWriter::ForwardingWriter;
  void end_session(const Digest& fingerprint) override {
    ForwardingWriter::end_session(fingerprint);
    commit();
  }
};

struct CommitsEachSession : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::unique_ptr<BulkWriter> bulk_writer() override {
    return std::make_unique<CommitsByItself>(inner().bulk_writer());
  }
};

struct TellsNoBase : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::optional<StoredSession> find_stored(std::string_view id) override {
    auto stored = inner().find_stored(id);
    if (stored) stored->base_fingerprint.reset();
    return stored;
  }
};

}  // namespace

std::vector<StoreMutant> mutants_of_whole_sessions() {
  return {
      {"remembers old fingerprints", "growth: each piece is one revision and another fingerprint",
       Wrap<RemembersOldFingerprints>()},
      {"reads no records", "restore: a whole session comes back verbatim", Wrap<ReadsNoRecords>()},
      {"commits each session", "bulk: a conflict stops one session and not the writer",
       Wrap<CommitsEachSession>()},
      {"tells no base", "restore: find_stored tells what was put and what it has become",
       Wrap<TellsNoBase>()},
  };
}

}  // namespace sessionstore::tests
