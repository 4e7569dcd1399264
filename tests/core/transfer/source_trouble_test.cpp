// What transfer() does when the source changes or fails while it is read.
#include <sessionstore/fingerprint.h>
#include <sessionstore/transfer.h>

#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <utility>

#include "support/error_of.h"
#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

/// A real source with something that happens just before one of its sessions is read.
class Meddler final : public SessionSource {
 public:
  Meddler(SessionSource& source, std::string id, std::function<void()> meddle)
      : source_(source), id_(std::move(id)), meddle_(std::move(meddle)) {}
  [[nodiscard]] std::string location() const override { return source_.location(); }
  Inventory inventory() override { return source_.inventory(); }
  void read_session(std::string_view id, SessionVisitor& visitor) override {
    if (id == id_) meddle_();
    source_.read_session(id, visitor);
  }

 private:
  SessionSource& source_;
  std::string id_;
  std::function<void()> meddle_;
};

struct TroubledAndWhole {
  TemporaryDirectory directory;
  std::string from = (directory.path() / "from.db").string();
  std::unique_ptr<SessionStore> source = open_sqlite(from);
  std::unique_ptr<SessionStore> target = open_sqlite(directory.path() / "to.db");

  TroubledAndWhole() {
    for (const char* const id : {"s0", "s1", "s2"}) put_sample(*source, id);
  }
};

}  // namespace

TEST_CASE("a session that vanishes while the source is read is named, the others are taken") {
  const TroubledAndWhole stores;
  const bool known = GENERATE(false, true);
  if (known) transfer(*stores.source, *stores.target, {});
  Meddler source(*stores.source, "s1", [&] { stores.source->delete_session("s1"); });
  const TransferReport report = transfer(source, *stores.target, {});
  CHECK(report.written == (known ? 0 : 2));
  CHECK(report.written + report.unchanged + report.failed == report.sessions);
  REQUIRE(report.skipped.size() == 1);
  CHECK(report.skipped[0].source == "s1");
  CHECK(stores.target->find_session("s1").has_value() == known);
  CHECK(stores.target->find_session("s2"));
}

TEST_CASE("a source that fails ends the transfer; what is in the store is whole") {
  const TroubledAndWhole stores;
  Meddler source(*stores.source, "s2",
                 [] { throw Error(ErrorCode::unavailable, "the disk was pulled out"); });
  CHECK(error_of([&] { transfer(source, *stores.target, {}); }).code() == ErrorCode::unavailable);
  CHECK(verify_store(*stores.target).differences.empty());
  CHECK_FALSE(stores.target->find_session("s2"));
  CHECK(transfer(*stores.source, *stores.target, {}).verified >= 1);
  CHECK(stores.target->status().parts == 15);
}

TEST_CASE("somebody who writes the same session meanwhile is noticed, and nothing is lost") {
  const TroubledAndWhole stores;
  // Before the first one, so that the transfer's own transaction does not keep the other out.
  Meddler source(*stores.source, "s0", [&, done = false]() mutable {
    if (!std::exchange(done, true)) put_sample(*stores.target, "s0");
  });
  const TransferReport report = transfer(source, *stores.target, {});
  CHECK(report.written == 2);
  CHECK(report.unchanged == 1);
  CHECK(report.skipped.empty());  // it wrote the same
  CHECK(report.messages == 6);
  CHECK(report.parts == 15);
}

TEST_CASE("a session changed on both sides is kept and named") {
  const TroubledAndWhole stores;
  transfer(*stores.source, *stores.target, {});
  stores.source->append_message("s0", make_turn("theirs"));
  stores.target->append_message("s0", make_turn("ours"));
  const TransferReport report = transfer(*stores.source, *stores.target, {});
  REQUIRE(report.skipped.size() == 1);
  CHECK(report.skipped[0].source == "s0");
  CHECK(stores.target->find_message("s0", "ours"));
  CHECK_FALSE(stores.target->find_message("s0", "theirs"));
}

TEST_CASE("author and machine are filled in where they are unknown, and progress is told") {
  const TroubledAndWhole stores;
  Session anonymous = make_session("s3");
  anonymous.author.clear();
  anonymous.machine.clear();
  stores.source->create_session(anonymous);
  TransferOptions options;
  options.author = "cleo";
  options.machine = "server";
  TransferProgress last;
  options.on_progress = [&](const TransferProgress& progress) { last = progress; };
  transfer(*stores.source, *stores.target, options);
  CHECK(stores.target->find_session("s3")->author == "cleo");
  CHECK(stores.target->find_session("s3")->machine == "server");
  CHECK(stores.target->find_session("s0")->author == "ann");
  CHECK(last.sessions_done == 4);
  CHECK(last.sessions_total == 4);
  CHECK(last.rows_done == 27);
  CHECK(last.bytes_done > 0);
  options.author = "another";
  CHECK(transfer(*stores.source, *stores.target, options).unchanged == 4);
}

TEST_CASE("a source that is stopped in the middle ends the transfer as stopped") {
  const TroubledAndWhole stores;
  std::atomic<bool> stop{false};
  Meddler source(*stores.source, "s1", [&] {
    stop = true;
    StopFlag(&stop).check();
  });
  TransferOptions options;
  options.stop = &stop;
  const TransferReport report = transfer(source, *stores.target, options);
  CHECK(report.interrupted);
  CHECK(report.skipped.empty());
  CHECK_FALSE(stores.target->find_session("s1"));
  CHECK(verify_store(*stores.target).differences.empty());
}

}  // namespace sessionstore::tests
