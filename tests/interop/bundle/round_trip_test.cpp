// What comes out of a bundle is what went in.
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <limits>
#include <thread>

#include "bundles.h"
#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

using Catch::Matchers::Contains;

}  // namespace

TEST_CASE("a store comes out of a bundle as it went in, every column of every row") {
  const BundleFixture fixture;
  Project project;
  project.id = "github.com/acme/app";
  project.name = "The \"app\"";
  project.aliases = {"4b0ea68d7af9a6031a7ffda7ad66e0cb83315750", "old\nname"};
  project.records = {make_record("project", "", R"({"worktree":"/x"})")};
  fixture.store->put_project(project);
  fixture.store->archive_session("ses_1", 1'700'000'000'001);
  Session child = make_session("ses_3", "other");
  child.parent_id = "ses_0";
  child.title = "quo\"ted \\ \n \x01 你好";
  child.agent_project_id.clear();
  child.author.clear();
  fixture.store->create_session(child);

  const TransferReport report = fixture.write();
  CHECK(report.projects == 2);
  CHECK(report.sessions == 4);
  CHECK(report.written == 4);
  CHECK(report.verified == 4);
  CHECK(report.messages == 6);
  CHECK(report.parts == 15);
  CHECK(report.records == 6);
  CHECK(report.skipped.empty());
  CHECK(fixture.dump_of(*fixture.open()) == fixture.dump_of(*fixture.store));
  CHECK(compare_places(*fixture.store, *fixture.open()).differences.empty());
}

TEST_CASE("JSON comes back to the byte: numbers, escapes, order, doubles, deep and odd values") {
  const BundleFixture fixture(1);
  const std::vector<std::string> documents = {
      R"({"n":1.0,"big":123456789012345678901234567890,"e":1E+2,"z":-0})",
      R"({"b":"\u00e9\ud83d\ude00\/\ud800","a":1,"a":2,"":"\u0000"})",
      R"({"text":",\"data\":{\"x\":1}}","data":{"data":[{"part":{}}]}})",
      R"({"end":{"lines":1}})",
      "null",
      "[]",
      R"("text")",
      "0.1e-7",
      std::string(999, '[') + std::string(999, ']'),
  };
  for (std::size_t i = 0; i < documents.size(); ++i) {
    fixture.store->append_part("ses_0", "msg_1_ses_0",
                               make_part("prt_" + std::to_string(i), documents[i]));
  }
  CHECK(fixture.write().verified == 1);
  const auto bundle = fixture.open();
  const SessionArchive archive = archive_session(*bundle, "ses_0");
  for (std::size_t i = 0; i < documents.size(); ++i) {
    CHECK(archive.turns[0].parts[3 + i].data.text() == documents[i]);
  }
  CHECK(fixture.dump_of(*bundle) == fixture.dump_of(*fixture.store));
}

TEST_CASE("sums keep every bit") {
  const BundleFixture fixture(1);
  Turn turn = make_turn("m", 0);
  turn.message.cost = 0.1 + 0.2;
  turn.message.input_tokens = std::numeric_limits<std::int64_t>::max() / 2;
  turn.message.created = -5;
  fixture.store->append_message("ses_0", turn);
  CHECK(fixture.write().verified == 1);
  const Message read = archive_session(*fixture.open(), "ses_0").turns.back().message;
  CHECK(read.cost == turn.message.cost);
  CHECK(read.input_tokens == turn.message.input_tokens);
  CHECK(read.created == -5);
}

TEST_CASE("the same history makes the same bundle") {
  const BundleFixture fixture;
  CHECK(fixture.write().verified == 3);
  const std::string first = read_file(fixture.bundle);
  CHECK(fixture.write().verified == 3);
  CHECK(read_file(fixture.bundle) == first);
}

TEST_CASE("the inventory knows each session's fingerprint without reading it") {
  const BundleFixture fixture;
  CHECK(fixture.write().verified == 3);
  const auto bundle = fixture.open();
  const Inventory inventory = bundle->inventory();
  REQUIRE(inventory.sessions.size() == 3);
  for (const SessionEntry& entry : inventory.sessions) {
    CHECK(entry.fingerprint == fixture.store->find_stored(entry.id)->fingerprint);
  }
}

TEST_CASE("an empty store makes a bundle too") {
  const BundleFixture fixture(0);
  CHECK(fixture.write().sessions == 0);
  CHECK(fixture.open()->inventory().sessions.empty());
  CHECK(fixture.open(true)->inventory().skipped.empty());
}

TEST_CASE("a bundle goes through pipes, both ways") {
  const BundleFixture fixture;
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  std::thread writer([&] {
    interop::Output output(ends[1], "a pipe");
    const TransferReport report =
        interop::write_bundle(*fixture.store, output, BundleFixture::options());
    CHECK(report.written == 3);
    ::close(ends[1]);
  });
  const auto bundle =
      interop::open_bundle("/dev/fd/" + std::to_string(ends[0]), {false, fixture.directory.path()});
  writer.join();
  ::close(ends[0]);
  CHECK(compare_places(*fixture.store, *bundle).differences.empty());
  CHECK(bundle->inventory().sessions.size() == 3);
}

TEST_CASE("who writes a bundle stands in for who is not known, so that a reader does not") {
  const BundleFixture fixture(0);
  Session nobody = make_session("ses_x");
  nobody.author.clear();
  fixture.store->create_session(nobody);
  auto options = BundleFixture::options();
  options.author = "eve";
  options.machine = "desk";
  interop::write_bundle(*fixture.store, fixture.bundle, options);
  const Session read = archive_session(*fixture.open(), "ses_x").session;
  CHECK(read.author == "eve");
  CHECK(read.machine == "laptop");
}

TEST_CASE("a session that is not in the bundle is not found") {
  const BundleFixture fixture(1);
  CHECK(fixture.write().verified == 1);
  const auto bundle = fixture.open();
  CHECK(error_of([&] { archive_session(*bundle, "ses_9"); }).code() == ErrorCode::not_found);
  CHECK_THAT(bundle->location(), Contains("bundle:") && Contains("history.bundle"));
}

}  // namespace sessionstore::tests
