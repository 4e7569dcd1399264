// Verification, where a transfer needs several transactions.
#include <sessionstore/transfer.h>

#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "conformance_test/forwarding_store.h"
#include "support/error_of.h"
#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

constexpr std::int64_t kSessions = 4;

/// Sessions of which each fills a transaction.
void put_large_sessions(SessionStore& store) {
  for (int i = 0; i < kSessions; ++i) {
    const std::string id = "s" + std::to_string(i);
    put_sample(store, id);
    store.append_message(id,
                         {make_message("large"), {text_part("p", std::string(5U << 20U, 'x'))}});
  }
}

/// Tells which threads read sessions, and may have one that cannot be read.
class Watched : public ForwardingStore {
 public:
  Watched(std::shared_ptr<SessionStore> inner, bool beside)
      : ForwardingStore(std::move(inner)), beside_(beside) {}

  [[nodiscard]] bool reads_beside_writer() const override { return beside_; }
  void read_session(std::string_view id, SessionVisitor& visitor) override {
    threads.insert(std::this_thread::get_id());
    if (id == damaged) throw Error(ErrorCode::corrupt, "the page is damaged");
    ForwardingStore::read_session(id, visitor);
  }

  // One thread reads at a time, and the transfer has ended when these are looked at.
  std::set<std::thread::id> threads;
  std::string damaged;

 private:
  bool beside_;
};

struct Places {
  TemporaryDirectory directory;
  std::unique_ptr<SessionStore> source = open_sqlite((directory.path() / "from.db").string());
  std::shared_ptr<SessionStore> file = open_sqlite((directory.path() / "to.db").string());

  Places() { put_large_sessions(*source); }
};

}  // namespace

TEST_CASE("each session of several transactions is read back, also by the only connection") {
  const Places places;
  const auto memory = open_sqlite(":memory:");
  for (SessionStore* const target : {places.file.get(), memory.get()}) {
    const TransferReport report = transfer(*places.source, *target, {});
    CHECK(report.written == kSessions);
    CHECK(report.verified == kSessions);
  }
  CHECK(places.file->reads_beside_writer());
  CHECK_FALSE(memory->reads_beside_writer());
}

TEST_CASE("a store that allows it is read back in threads of their own, another one never") {
  const Places places;
  const bool beside = GENERATE(true, false);
  Watched target(places.file, beside);
  CHECK(transfer(*places.source, target, {}).verified == kSessions);
  CHECK(target.threads.contains(std::this_thread::get_id()) != beside);
  CHECK_FALSE(target.threads.empty());
}

TEST_CASE("what cannot be read back ends a transfer, in whatever thread it is found") {
  const Places places;
  Watched target(places.file, GENERATE(true, false));
  target.damaged = GENERATE("s0", "s3");
  const Error error = error_of([&] { transfer(*places.source, target, {}); });
  CHECK(error.code() == ErrorCode::corrupt);
  target.damaged.clear();
  CHECK(transfer(*places.source, target, {}).skipped.empty());
  CHECK(target.inventory().sessions.size() == kSessions);
}

}  // namespace sessionstore::tests
