// What transfer() does with a source that is damaged, or holds what the store refuses.
#include <sessionstore/transfer.h>

#include <catch2/catch.hpp>
#include <memory>

#include "support/error_of.h"
#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

using Catch::Matchers::Contains;

struct DamagedAndWhole {
  TemporaryDirectory directory;
  std::string from = (directory.path() / "from.db").string();
  std::unique_ptr<SessionStore> source = open_sqlite(from);
  std::unique_ptr<SessionStore> target = open_sqlite(directory.path() / "to.db");

  DamagedAndWhole() {
    for (const char* const id : {"s0", "s1", "s2"}) put_sample(*source, id);
  }
  [[nodiscard]] TransferReport run() const { return transfer(*source, *target, {}); }
};

/// Passes a session on, with something in it that no store takes.
class Spoiler : public SessionVisitor {
 public:
  explicit Spoiler(SessionVisitor& to) : to_(to) {}
  void on_session(Session session) override { to_.on_session(std::move(session)); }
  void on_message(Message message) override { to_.on_message(std::move(message)); }
  void on_part(Part part) override { to_.on_part(std::move(part)); }
  void on_record(Record record) override { to_.on_record(std::move(record)); }

 protected:
  SessionVisitor& to_;
};

struct OverlongTitle final : Spoiler {
  using Spoiler::Spoiler;
  void on_session(Session session) override {
    session.title.assign(kMaxFieldBytes + 1, 'x');
    to_.on_session(std::move(session));
  }
};

struct DoubledMessage final : Spoiler {
  using Spoiler::Spoiler;
  void on_message(Message message) override {
    to_.on_message(message);
    to_.on_message(std::move(message));
  }
};

/// A source whose session "s1" is spoilt.
template <typename Spoil>
class SpoiltSource final : public SessionSource {
 public:
  explicit SpoiltSource(SessionSource& source) : source_(source) {}
  [[nodiscard]] std::string location() const override { return source_.location(); }
  Inventory inventory() override { return source_.inventory(); }
  void read_session(std::string_view id, SessionVisitor& visitor) override {
    Spoil spoil(visitor);
    source_.read_session(id, id == "s1" ? spoil : visitor);
  }

 private:
  SessionSource& source_;
};

void check_all_but_s1(const DamagedAndWhole& stores, const TransferReport& report) {
  REQUIRE(report.skipped.size() == 1);
  CHECK(report.skipped[0].source == "s1");
  CHECK(report.written == 2);
  CHECK(report.verified == 2);
  CHECK(report.failed == 1);
  CHECK_FALSE(stores.target->find_session("s1"));
  CHECK(stores.target->find_session("s0"));
  CHECK(stores.target->find_session("s2"));
  CHECK(verify_store(*stores.target).differences.empty());
}

}  // namespace

TEST_CASE("a damaged part is named, all the others arrive, and come once the source is mended") {
  const DamagedAndWhole stores;
  run_sql(stores.from,
          "UPDATE ss_part SET data = replace(data, 'part 1', 'part 9') "
          "WHERE session_id = 's1' AND message_seq = 1 AND position = 1");
  for (int run = 0; run < 2; ++run) {
    const TransferReport report = stores.run();
    REQUIRE(report.skipped.size() == 1);
    CHECK_THAT(report.skipped[0].source, Contains("s1") && Contains("part msg_1_s1-1"));
    CHECK(report.written == (run == 0 ? 3 : 0));
    CHECK(report.written + report.unchanged + report.failed == report.sessions);
    CHECK(report.messages == 6);
    CHECK(report.parts == 14);
  }
  CHECK(verify_store(*stores.target).differences.empty());
  CHECK(stores.target->status().parts == 14);

  run_sql(stores.from, "UPDATE ss_part SET data = replace(data, 'part 9', 'part 1')");
  const TransferReport mended = stores.run();
  CHECK(mended.skipped.empty());
  CHECK(mended.written == 1);
  CHECK(stores.target->status().parts == 15);
}

TEST_CASE("with a damaged message its parts stay behind, each by name") {
  const DamagedAndWhole stores;
  run_sql(stores.from, "UPDATE ss_message SET data = '{}' WHERE session_id = 's1' AND seq = 1");
  const TransferReport report = stores.run();
  CHECK(report.skipped.size() == 4);
  CHECK(report.messages == 5);
  CHECK(report.parts == 12);
  CHECK_FALSE(stores.target->find_message("s1", "msg_1_s1"));
  CHECK(stores.target->find_message("s1", "msg_2_s1")->parts.size() == 2);
  CHECK(verify_store(*stores.target).differences.empty());
}

TEST_CASE("a session whose own row is damaged is named, the others arrive") {
  const DamagedAndWhole stores;
  const bool known = GENERATE(false, true);
  if (known) CHECK(stores.run().written == 3);
  run_sql(stores.from, "UPDATE ss_session SET data = '{\"a\":1}' WHERE id = 's1'");
  const TransferReport report = stores.run();
  REQUIRE(report.skipped.size() == 1);
  CHECK(report.skipped[0].source == "s1");
  CHECK(report.written == (known ? 0 : 2));
  CHECK(report.written + report.unchanged + report.failed == report.sessions);
  CHECK(stores.target->find_session("s1").has_value() == known);
}

TEST_CASE("damage in the target is no fault of one session: it ends the transfer") {
  const DamagedAndWhole stores;
  CHECK(stores.run().written == 3);
  stores.source->rename_session("s1", "renamed");
  run_sql((stores.directory.path() / "to.db").string(),
          "INSERT INTO ss_part_delta VALUES ('s1', 1, 0, 2, 'added', zeroblob(32), 5, 5, NULL)");
  CHECK(error_of([&] { (void)stores.run(); }).code() == ErrorCode::corrupt);
}

TEST_CASE("a session that the store refuses is named, the others arrive") {
  const DamagedAndWhole stores;
  SpoiltSource<OverlongTitle> source(*stores.source);
  const TransferReport report = transfer(source, *stores.target, {});
  check_all_but_s1(stores, report);
  CHECK_THAT(report.skipped[0].reason, Contains("title"));
}

TEST_CASE("a session that is refused late, among others, is named, and the others arrive") {
  const DamagedAndWhole stores;
  SpoiltSource<DoubledMessage> source(*stores.source);
  const TransferReport report = transfer(source, *stores.target, {});
  check_all_but_s1(stores, report);
}

}  // namespace sessionstore::tests
