// Rows that a table has and an index lacks are read, and the index is named.
#include <sessionstore/error.h>
#include <sessionstore/interop/opencode_target.h>
#include <sessionstore/overview.h>

#include <algorithm>
#include <fstream>

#include "databases.h"
#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

using Catch::Matchers::Contains;
using interop::open_opencode;

constexpr std::streamoff kPage = 4096;

/// Remembers an index of one page, and brings it back to what it was.
class OldIndex {
 public:
  OldIndex(std::filesystem::path file, const std::string& name) : file_(std::move(file)) {
    const auto pages =
        query_sql(file_, "SELECT rootpage FROM sqlite_schema WHERE name = '" + name + "'");
    REQUIRE(pages.size() == 1);
    at_ = (std::stol(pages[0]) - 1) * kPage;
    page_ = read_file(file_).substr(static_cast<std::size_t>(at_), kPage);
  }
  void put_back(const std::string& page) const {
    std::fstream file(file_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(at_);
    file << page;
  }
  void put_back() const { put_back(page_); }

 private:
  std::filesystem::path file_;
  std::streamoff at_ = 0;
  std::string page_;
};

struct Indexed {
  OpencodeDatabases databases;
  std::filesystem::path file = databases.empty("1.18.34-fresh");

  Indexed() {
    put_sample_rows(file);
    run_sql(file,
            "INSERT INTO project_directory (project_id, directory) SELECT 'p1', '/nowhere' "
            "WHERE 0");
  }
  /// Makes rows that all indexes of that name lack.
  void lose(const std::vector<std::string>& indexes) const {
    std::vector<OldIndex> old;
    for (const std::string& index : indexes) old.emplace_back(file, index);
    run_sql(file, R"sql(
      INSERT INTO session (id, project_id, parent_id, slug, directory, title, version,
                           time_created, time_updated)
        VALUES ('ses_2', 'p1', 'ses_1', 'slug', '/nowhere/app', 'A child', '1.x', 30, 40);
      INSERT INTO message (id, session_id, time_created, time_updated, data) VALUES
        ('msg_3', 'ses_1', 15, 16, '{"role":"user","time":{"created":15}}'),
        ('msg_4', 'ses_2', 31, 32, '{"role":"user","time":{"created":31}}');
      INSERT INTO part (id, message_id, session_id, time_created, time_updated, data) VALUES
        ('prt_5', 'msg_2', 'ses_1', 11, 12, '{"type":"text","text":"five"}'),
        ('prt_6', 'msg_3', 'ses_1', 11, 12, '{"type":"text","text":"six"}'),
        ('prt_7', 'msg_4', 'ses_2', 11, 12, '{"type":"text","text":"seven"}');
      INSERT INTO todo (session_id, content, status, priority, position, time_created, time_updated)
        VALUES ('ses_1', 'do more', 'pending', 'high', 1, 15, 16))sql");
    for (const OldIndex& index : old) index.put_back();
    REQUIRE(query_sql(file, "PRAGMA integrity_check") != std::vector<std::string>{"ok"});
  }
};

void check_whole(SessionSource& source) {
  const WholeSession first(source, "ses_1");
  REQUIRE(first.turns.size() == 3);
  CHECK(first.turns[0].message.id == "msg_2");
  CHECK(first.turns[0].parts.size() == 3);
  CHECK(first.turns[1].parts.size() == 2);
  CHECK(first.turns[2].message.id == "msg_3");
  CHECK(first.turns[2].parts.size() == 1);
  REQUIRE(first.records.size() == 2);
  CHECK_THAT(first.records[1].data.text(), Contains("do it") && Contains("do more"));
  const WholeSession second(source, "ses_2");
  CHECK(second.session.title == "A child");
  CHECK(second.session.parent_id == "ses_1");
  REQUIRE(second.turns.size() == 1);
  CHECK(second.turns[0].parts.size() == 1);
}

const std::vector<std::vector<std::string>>& losses() {
  static const std::vector<std::vector<std::string>> kLosses{
      {"message_session_time_created_id_idx"},
      {"part_session_idx"},
      {"part_message_id_id_idx"},
      {"sqlite_autoindex_session_1"},
      {"sqlite_autoindex_message_1"},
      {"sqlite_autoindex_part_1"},
      {"session_parent_idx"},
      {"sqlite_autoindex_todo_1"},
      {"todo_session_idx"},
      {"sqlite_autoindex_session_1", "sqlite_autoindex_message_1", "sqlite_autoindex_part_1"},
      {"part_session_idx", "part_message_id_id_idx", "message_session_time_created_id_idx"}};
  return kLosses;
}

}  // namespace

TEST_CASE("rows that indexes lack are read from their tables, and the indexes are named") {
  for (const auto& lost : losses()) {
    INFO(lost.front());
    const Indexed indexed;
    indexed.lose(lost);
    const auto source = open_opencode(indexed.file, {});
    const Inventory inventory = source->inventory();
    CHECK(inventory.sessions.size() == 2);
    std::string named;
    for (const Skipped& skipped : inventory.skipped) named += skipped.reason;
    for (const std::string& index : lost) CHECK_THAT(named, Contains(index));
    check_whole(*source);
  }
}

TEST_CASE("a session that is read by itself, and a list of all, have such rows too") {
  for (const auto& lost : losses()) {
    INFO(lost.front());
    const Indexed indexed;
    indexed.lose(lost);
    CHECK(WholeSession(*open_opencode(indexed.file, {}), "ses_1").skipped.size() >= 1);
    check_whole(*open_opencode(indexed.file, {}));
    const auto source = open_opencode(indexed.file, {});
    auto& overviews = dynamic_cast<OverviewSource&>(*source);
    CHECK(overviews.overview().sessions.size() == 2);
    CHECK(overviews.summary("ses_1").parts == 6);
  }
}

TEST_CASE("an index that says otherwise than its table with as many entries is found") {
  const Indexed indexed;
  const OldIndex old(indexed.file, "part_session_idx");
  run_sql(indexed.file,
          "DELETE FROM part WHERE id = 'prt_4'; "
          "INSERT INTO part (id, message_id, session_id, time_created, time_updated, "
          "data) VALUES ('prt_9', 'msg_1', 'ses_1', 13, 14, '{\"type\":\"text\"}'); "
          "UPDATE part SET session_id = 'ses_x' WHERE id = 'prt_1'; "
          "UPDATE part SET session_id = 'ses_1' WHERE id = 'prt_1'");
  run_sql(indexed.file, "UPDATE part SET session_id = 'ses_x' WHERE id = 'prt_1'");
  old.put_back();
  const Inventory inventory = open_opencode(indexed.file, {})->inventory();
  REQUIRE(!inventory.skipped.empty());
  CHECK_THAT(inventory.skipped[0].reason, Contains("part_session_idx (it says otherwise"));
}

TEST_CASE("a page of an index that cannot be read costs no row") {
  for (const auto& lost : losses()) {
    if (lost.size() > 1) continue;
    INFO(lost.front());
    const Indexed indexed;
    indexed.lose(lost);
    OldIndex(indexed.file, lost.front()).put_back(std::string(kPage, '\x55'));
    const auto source = open_opencode(indexed.file, {});
    CHECK(source->inventory().sessions.size() == 2);
    check_whole(*source);
  }
}

TEST_CASE("an index of somebody's that lost entries does not hide rows") {
  const Indexed indexed;
  const char* const sql =
      GENERATE("CREATE INDEX theirs ON part (message_id) WHERE session_id IS NOT NULL",
               "CREATE INDEX theirs ON part (message_id, json_extract(data, '$.type'))");
  run_sql(indexed.file, sql);
  indexed.lose({"theirs"});
  const auto source = open_opencode(indexed.file, {});
  const Inventory inventory = source->inventory();
  REQUIRE(inventory.skipped.size() == 1);
  CHECK_THAT(inventory.skipped[0].reason, Contains("theirs"));
  check_whole(*source);
}

TEST_CASE("nothing is written where an index lost entries") {
  const Indexed indexed;
  indexed.lose({"part_session_idx"});
  const Error error = error_of([&] { interop::open_opencode_target(indexed.file, {}); });
  CHECK(error.code() == ErrorCode::corrupt);
  CHECK_THAT(error.what(), Contains("part_session_idx"));
}

}  // namespace sessionstore::tests
