#pragma once

#include <sessionstore/interop/opencode.h>
#include <sessionstore/store.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {

/// Databases that real OpenCodes made, and the schemas of every step, as copies to be damaged.
class OpencodeDatabases {
 public:
  OpencodeDatabases() {
    const std::string command = "tar -xzf '" TESTS_DATA_DIR "/opencode-databases.tar.gz' -C '" +
                                directory_.path().string() + "'";
    REQUIRE(std::system(command.c_str()) == 0);
  }

  /// "1.2.27" or "1.18".
  [[nodiscard]] std::filesystem::path real(const std::string& version) const {
    return directory_.path() / ("opencode-" + version + ".db");
  }
  /// A new database of that version: "1.2.1" ... "1.18.34-fresh".
  [[nodiscard]] std::filesystem::path empty(const std::string& version) const {
    auto file = directory_.path() / ("empty-" + version + ".db");
    std::filesystem::remove(file);
    std::string schema = read_file(directory_.path() / "schema" / ("schema-" + version + ".sql"));
    // SQLite makes this one itself.
    const std::string own = "CREATE TABLE sqlite_sequence(name,seq);";
    if (const auto at = schema.find(own); at != std::string::npos) schema.erase(at, own.size());
    run_sql(file, schema);
    return file;
  }
  [[nodiscard]] const std::filesystem::path& directory() const { return directory_.path(); }

  static const std::vector<std::string>& versions() {
    static const std::vector<std::string> kVersions{
        "1.2.1",  "1.2.27",  "1.3.2",  "1.14.34",       "1.15.13",
        "1.17.0", "1.17.19", "1.18.3", "1.18.34-fresh", "1.18.34-upgraded"};
    return kVersions;
  }

 private:
  TemporaryDirectory directory_;
};

/// One session whole, with what was said of it.
struct WholeSession : SessionVisitor {
  Session session;
  std::vector<Turn> turns;
  std::vector<Record> records;
  std::vector<Skipped> skipped;
  std::vector<Skipped> notes;

  WholeSession(SessionSource& source, std::string_view id) { source.read_session(id, *this); }
  void on_session(Session read) override { session = std::move(read); }
  void on_message(Message message) override { turns.push_back({std::move(message), {}}); }
  void on_part(Part part) override { turns.back().parts.push_back(std::move(part)); }
  void on_record(Record record) override { records.push_back(std::move(record)); }
  void on_skipped(Skipped one) override { skipped.push_back(std::move(one)); }
  void on_note(Skipped one) override { notes.push_back(std::move(one)); }
};

/// Puts one session with two messages of two parts each, a todo list, a share and secrets into an
/// empty database of any version.
inline void put_sample_rows(const std::filesystem::path& file) {
  run_sql(file, R"sql(
    INSERT INTO project (id, worktree, sandboxes, time_created, time_updated)
      VALUES ('p1', '/nowhere/app', '[]', 1, 2);
    INSERT INTO session (id, project_id, slug, directory, title, version, time_created, time_updated)
      VALUES ('ses_1', 'p1', 'slug', '/nowhere/app/src', 'A title', '1.x', 10, 20);
    INSERT INTO message (id, session_id, time_created, time_updated, data) VALUES
      ('msg_2', 'ses_1', 11, 12, '{"role":"user","time":{"created":11}}'),
      ('msg_1', 'ses_1', 13, 14, '{"role":"assistant","time":{"created":13},"cost":0.5}');
    INSERT INTO part (id, message_id, session_id, time_created, time_updated, data) VALUES
      ('prt_1', 'msg_2', 'ses_1', 11, 12, '{"type":"text","text":"one"}'),
      ('prt_2', 'msg_2', 'ses_1', 11, 12, '{"type":"text","text":"two"}'),
      ('prt_3', 'msg_1', 'ses_1', 13, 14, '{"type":"text","text":"three"}'),
      ('prt_4', 'msg_1', 'ses_1', 13, 14, '{"type":"text","text":"four"}');
    INSERT INTO todo (session_id, content, status, priority, position, time_created, time_updated)
      VALUES ('ses_1', 'do it', 'pending', 'high', 0, 15, 16);
    INSERT INTO session_share (session_id, id, secret, url, time_created, time_updated)
      VALUES ('ses_1', 'shr', 'TOPSECRET', 'http://x', 17, 18);
    INSERT INTO control_account VALUES ('me@x', 'http://x', 'TOPSECRET', 'TOPSECRET', 1, 1, 1, 1);
  )sql");
}

}  // namespace sessionstore::tests
