// What the real OpenCode does to files when somebody undoes in a session that came from elsewhere.
#include <fmt/format.h>
#include <sessionstore/interop/opencode.h>
#include <sessionstore/interop/opencode_target.h>
#include <sessionstore/transfer.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "opencode/opencode_server.h"
#include "opencode/real_opencode.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

std::string text_in(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// A session in which OpenCode wrote a file, on a machine where the checkout has the same path.
struct SameCheckout {
  TemporaryDirectory there;
  TemporaryDirectory here;
  RealOpenCode origin{"1.18.34", there.path()};
  RealOpenCode opencode{"1.18.34", here.path()};
  std::string session = origin.run("Write it down #tools=write").session;

  [[nodiscard]] fs::path checkout() const { return origin.checkout(); }
  /// The file that OpenCode wrote there.
  [[nodiscard]] fs::path file() const {
    return query_sql(origin.database(),
                     "SELECT data ->> '$.files[0]' FROM part WHERE data ->> 'type' = 'patch'")
        .at(0);
  }
  [[nodiscard]] TransferReport bring() const {
    const auto store = open_sqlite(":memory:");
    transfer(*interop::open_opencode(origin.data(), {}), *store, {});
    interop::TargetSettings settings;
    settings.home = there.path().string();
    const auto target = interop::open_opencode_target(opencode.data(), settings);
    return transfer(*target->adapt(*store), *target, {});
  }
  /// Undoes all that was said; returns what the server says.
  [[nodiscard]] HttpReply undo() const {
    const OpenCodeServer server(opencode, checkout());
    const std::string first =
        query_sql(opencode.database(), "SELECT id FROM message WHERE session_id = '" + session +
                                           "' AND data ->> 'role' = 'user' ORDER BY id LIMIT 1")
            .at(0);
    return server.request("POST", "/session/" + session + "/revert",
                          fmt::format(R"({{"messageID":"{}"}})", first));
  }
};

}  // namespace

TEST_CASE("an undo in a session that was brought here leaves the files that are here",
          "[opencode][bring_back]") {
  const SameCheckout same;
  same.opencode.run("Something else", {}, same.checkout());  // its database is there
  const fs::path file = same.file();
  write(file, "two weeks of my own work\n");
  const fs::path key = same.there.path() / "key";
  write(key, "KEY");
  // Somebody may have written any file's name there.
  run_sql(same.origin.database(),
          fmt::format("INSERT INTO part (id, message_id, session_id, time_created, time_updated, "
                      "data) SELECT 'prt_zzz', message_id, session_id, 1, 1, json_set(data, "
                      "'$.files', json_array('{}')) FROM part WHERE data ->> 'type' = 'patch'",
                      key.string()));
  const TransferReport report = same.bring();
  CHECK(report.written == 1);
  CHECK(report.skipped.empty());
  REQUIRE(report.notes.size() == 1);
  CHECK_THAT(report.notes[0].reason, Catch::Contains("2 parts") && Catch::Contains("undo"));
  const HttpReply undone = same.undo();
  INFO(undone.body);
  CHECK(undone.status == 200);
  CHECK(text_in(file) == "two weeks of my own work\n");
  CHECK(text_in(key) == "KEY");
}

}  // namespace sessionstore::tests
