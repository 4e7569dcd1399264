// A damaged bundle is refused; of one that is salvaged comes nothing that was not put in.
#include <catch2/catch.hpp>
#include <map>

#include "bundles.h"
#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

using Catch::Matchers::Contains;

/// A small bundle, and what each of its sessions is.
struct Small : BundleFixture {
  std::string whole;
  std::map<std::string, SessionArchive> sessions;

  Small() : BundleFixture(0) {
    for (const char* const id : {"a", "b"}) {
      store->create_session(make_session(id));
      store->append_message(id, make_turn("m", 1));
    }
    CHECK(write().verified == 2);
    whole = read_file(bundle);
    for (const char* const id : {"a", "b"}) sessions[id] = archive_session(*open(), id);
  }

  [[nodiscard]] static std::string text_of_rows(const SessionArchive& archive) {
    const Session& s = archive.session;
    std::string text = s.id + s.project_id + s.agent_project_id + s.title + s.directory + s.author +
                       s.machine + std::to_string(s.created) + std::to_string(s.updated) +
                       s.data.text();
    for (const Turn& turn : archive.turns) {
      text += turn.message.id + turn.message.role + turn.message.data.text();
      for (const Part& part : turn.parts) text += part.id + part.type + part.data.text();
    }
    for (const Record& record : archive.records) text += record.kind + record.data.text();
    return text;
  }

  /// Whether `content` is refused, with damage and a remedy; and all that is salvaged is right and
  /// all else is named.
  void check_damaged(const std::string& content) const {
    write_file(bundle, content);
    const Error refused = error_of([&] { (void)open(); });
    CHECK(refused.code() == ErrorCode::corrupt);
    CHECK_FALSE(refused.hint().empty());
    std::unique_ptr<SessionSource> source;
    try {
      source = open(true);
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::corrupt);
      return;
    }
    const Inventory inventory = source->inventory();
    CHECK_FALSE((inventory.skipped.empty() && inventory.notes.empty()));
    for (const SessionEntry& entry : inventory.sessions) {
      CHECK(text_of_rows(archive_session(*source, entry.id)) ==
            text_of_rows(sessions.at(entry.id)));
    }
  }
};

}  // namespace

TEST_CASE("a bundle with any one byte changed is refused, and nothing wrong is salvaged") {
  const Small small;
  for (std::size_t at = 0; at < small.whole.size(); ++at) {
    CAPTURE(at);
    for (const unsigned change : {1U << (at % 8), 0xFFU}) {
      std::string content = small.whole;
      content[at] = static_cast<char>(static_cast<unsigned char>(content[at]) ^ change);
      small.check_damaged(content);
    }
  }
}

TEST_CASE("a bundle that is cut anywhere is refused, and nothing wrong is salvaged") {
  const Small small;
  for (std::size_t size = 0; size < small.whole.size(); ++size) {
    CAPTURE(size);
    small.check_damaged(small.whole.substr(0, size));
  }
}

TEST_CASE("a bundle with bytes lost, doubled or added in between is refused") {
  const Small small;
  for (std::size_t at = 0; at < small.whole.size(); at += 7) {
    CAPTURE(at);
    std::string lost = small.whole;
    lost.erase(at, 5);
    small.check_damaged(lost);
    std::string added = small.whole;
    added.insert(at, "12345");
    small.check_damaged(added);
  }
  small.check_damaged(small.whole + small.whole);
  small.check_damaged(small.whole + "\n");
}

TEST_CASE("of a bundle with one damaged session the others are salvaged, and it is named") {
  const BundleFixture fixture(4);
  CHECK(fixture.write().verified == 4);
  std::string content = read_file(fixture.bundle);
  const std::size_t middle = content.size() / 2;  // of two frames the end, or of one the inside
  content[middle] = static_cast<char>(content[middle] ^ 0x10);
  write_file(fixture.bundle, content);
  const Error refused = error_of([&] { (void)fixture.open(); });
  CHECK_THAT(refused.what(), Contains("session ses_"));
  CHECK_THAT(refused.hint(), Contains("--salvage"));

  const auto source = fixture.open(true);
  const Inventory inventory = source->inventory();
  CHECK(inventory.sessions.size() == 3);
  CHECK(inventory.projects.size() == 1);
  std::string named;
  for (const Skipped& skipped : inventory.skipped) named += skipped.source + "\n";
  CHECK_THAT(named, Contains("session ses_"));
  const auto target = open_sqlite(fixture.directory.path() / "salvaged.db");
  const TransferReport report = transfer(*source, *target, {});
  CHECK(report.written == 3);
  CHECK_FALSE(report.skipped.empty());
  CHECK(verify_store(*target).differences.empty());
}

TEST_CASE("of a bundle that was cut short the sessions before the cut are salvaged") {
  const BundleFixture fixture(4);
  CHECK(fixture.write().verified == 4);
  const std::string content = read_file(fixture.bundle);
  write_file(fixture.bundle, content.substr(0, content.size() / 2));
  CHECK_THAT(error_of([&] { (void)fixture.open(); }).what(), Contains("cut short"));
  const auto source = fixture.open(true);
  const Inventory inventory = source->inventory();
  CHECK(inventory.sessions.size() == 2);
  CHECK_THAT(inventory.skipped.at(0).reason, Contains("cut short"));
}

TEST_CASE("a file that is no bundle is refused as that, salvaged or not") {
  const BundleFixture fixture(0);
  const std::string content = GENERATE(as<std::string>(), "", "hello", "SQLite format 3",
                                       std::string(100'000, '\0'), "\x28\xB5\x2F\xFD");
  write_file(fixture.bundle, content);
  for (const bool salvage : {false, true}) {
    const Error error = error_of([&] { (void)fixture.open(salvage); });
    CHECK(error.code() == ErrorCode::corrupt);
    CHECK_FALSE(error.hint().empty());
  }
}

}  // namespace sessionstore::tests
