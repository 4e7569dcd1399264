#include <sessionstore/session_tally.h>
#include <sessionstore/transfer.h>

#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <random>

#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

using Outcome = SessionOutcome;

/// What is between a session of the source and the target's of the same id.
enum class Difference { none, is_new, grown, kept, vanished, refused, damaged_row, damaged };
constexpr int kDifferences = 8;

Outcome expected_of(Difference difference) {
  switch (difference) {
    case Difference::none:
      return Outcome::unchanged;
    case Difference::is_new:
    case Difference::grown:
    case Difference::damaged_row:
      return Outcome::written;
    default:
      return Outcome::failed;
  }
}

bool is_known_before(Difference difference) {
  return difference == Difference::none || difference == Difference::grown ||
         difference == Difference::kept;
}

/// Where all of these differences are, of one session each.
struct MixedStores {
  TemporaryDirectory directory;
  std::string from = (directory.path() / "from.db").string();
  std::unique_ptr<SessionStore> source = open_sqlite(from);
  std::unique_ptr<SessionStore> target = open_sqlite(directory.path() / "to.db");
  std::map<std::string, Difference> sessions;

  explicit MixedStores(std::mt19937& random) {
    for (int i = 0; i < 20; ++i) {
      sessions["s" + std::to_string(i)] = Difference(random() % kDifferences);
    }
    for (const bool before : {true, false}) {
      for (const auto& [id, difference] : sessions) {
        if (is_known_before(difference) == before) put_sample(*source, id);
      }
      if (before) transfer(*source, *target, {});
    }
    for (const auto& [id, difference] : sessions) differ(id, difference);
  }
  void differ(const std::string& id, Difference difference) const {
    const std::string of_this = " WHERE session_id = '" + id + "' AND message_seq = 1";
    if (difference == Difference::grown || difference == Difference::kept) {
      source->rename_session(id, "theirs");
    }
    if (difference == Difference::kept) target->rename_session(id, "ours");
    if (difference == Difference::damaged_row) {
      run_sql(from, "UPDATE ss_part SET data = '{}'" + of_this);
    }
    if (difference == Difference::damaged) {
      run_sql(from, R"(UPDATE ss_session SET data = '{"a":1}' WHERE id = ')" + id + "'");
    }
  }
};

/// A title that is too long for any store.
struct Refused final : SessionVisitor {
  explicit Refused(SessionVisitor& visitor) : to(visitor) {}
  void on_session(Session session) override {
    session.title.assign(kMaxFieldBytes + 1, 'x');
    to.on_session(std::move(session));
  }
  void on_message(Message message) override { to.on_message(std::move(message)); }
  void on_part(Part part) override { to.on_part(std::move(part)); }
  void on_record(Record record) override { to.on_record(std::move(record)); }
  SessionVisitor& to;
};

class MixedSource final : public SessionSource {
 public:
  explicit MixedSource(const MixedStores& stores) : stores_(stores) {}
  [[nodiscard]] std::string location() const override { return stores_.source->location(); }
  Inventory inventory() override { return stores_.source->inventory(); }
  void read_session(std::string_view id, SessionVisitor& visitor) override {
    const Difference difference = stores_.sessions.at(std::string(id));
    if (difference == Difference::vanished && stores_.source->find_session(id)) {
      stores_.source->delete_session(id);
    }
    Refused refused(visitor);
    stores_.source->read_session(id, difference == Difference::refused ? refused : visitor);
  }

 private:
  const MixedStores& stores_;
};

}  // namespace

TEST_CASE("of a transfer each session is counted once, as what it came to") {
  const auto seed = GENERATE(range(1U, 13U));
  CAPTURE(seed);
  std::mt19937 random(seed);
  const MixedStores stores(random);
  MixedSource source(stores);
  std::map<std::string, Outcome> outcomes;
  TransferOptions options;
  options.on_outcome = [&](const std::string& id, Outcome outcome) { outcomes[id] = outcome; };
  const TransferReport report = transfer(source, *stores.target, options);
  CHECK(report.sessions == 20);
  CHECK(report.written + report.unchanged + report.failed == report.sessions);
  std::map<Outcome, std::int64_t> counts;
  for (const auto& [id, difference] : stores.sessions) {
    CAPTURE(id, static_cast<int>(difference));
    REQUIRE(outcomes.contains(id));
    CHECK(outcomes[id] == expected_of(difference));
    ++counts[expected_of(difference)];
  }
  CHECK(report.written == counts[Outcome::written]);
  CHECK(report.unchanged == counts[Outcome::unchanged]);
  CHECK(report.failed == counts[Outcome::failed]);
}

TEST_CASE("what a stopped transfer did not come to has failed") {
  const auto source = open_sqlite(":memory:");
  const auto target = open_sqlite(":memory:");
  for (const char* const id : {"s0", "s1"}) put_sample(*source, id);
  const std::atomic<bool> stop{true};
  TransferOptions options;
  options.stop = &stop;
  const TransferReport report = transfer(*source, *target, options);
  CHECK(report.interrupted);
  CHECK(report.sessions == 2);
  CHECK(report.failed == 2);
}

TEST_CASE("what was written stays written, whatever comes later") {
  SessionTally tally;
  tally.expect("a");
  tally.note("a", Outcome::written);
  tally.note("a", Outcome::failed);
  tally.note("b", Outcome::failed);
  tally.note("b", Outcome::unchanged);
  tally.expect("b");
  tally.expect("c");
  TransferReport report;
  tally.count(report);
  CHECK(report.sessions == 3);
  CHECK(report.written == 1);
  CHECK(report.unchanged == 1);
  CHECK(report.failed == 1);
}

}  // namespace sessionstore::tests
