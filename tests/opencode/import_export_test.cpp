// `sessionstore export --format opencode` is what `opencode import` reads.
#include <fcntl.h>
#include <sessionstore/interop/opencode.h>
#include <sessionstore/interop/opencode_export.h>
#include <sessionstore/transfer.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "opencode/real_opencode.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

using namespace sessionstore;
using namespace sessionstore::tests;
using Json = nlohmann::json;

namespace {

void write_export(SessionStore& store, const std::string& session,
                  const std::filesystem::path& file) {
  interop::OutputFile output(file);
  interop::OpencodeExport document(output.output());
  store.read_session(session, document);
  document.finish();
  output.commit();
  CHECK(document.skipped.empty());
}

}  // namespace

// Not into an older OpenCode than its own: 1.2.27 asks for members that 1.18's own export does not
// have either (`export --to opencode:` is for that).
TEST_CASE("a session exported from a store is imported and listed by OpenCode, and exported equal",
          "[opencode]") {
  const auto [from, to] = GENERATE(table<std::string, std::string>(
      {{"1.18.34", "1.18.34"}, {"1.2.27", "1.2.27"}, {"1.2.27", "1.18.34"}}));
  INFO("from " << from << " to " << to);
  const TemporaryDirectory there;
  const RealOpenCode origin(from, there.path());
  const std::string session =
      origin.run("Look around #think #tools=write,bash,todowrite,read,fail").session;
  const auto store = open_sqlite(":memory:");
  const auto source = interop::open_opencode(origin.data(), {});
  CHECK(transfer(*source, *store, {}).skipped.empty());
  const std::filesystem::path file = there.path() / "session.json";
  write_export(*store, session, file);
  const Json original = origin.export_session(session);
  REQUIRE(original["messages"].size() > 2);

  const TemporaryDirectory here;
  const RealOpenCode opencode(to, here.path());
  const ProcessResult imported = opencode.command({"import", file.string()});
  INFO(imported.out << imported.err);
  REQUIRE(imported.exit_code == 0);
  const Json listed = opencode.list();
  REQUIRE(listed.size() == 1);
  CHECK(listed[0]["id"] == session);
  const Json exported = opencode.export_session(session);
  CHECK(exported["messages"].dump(1) == original["messages"].dump(1));
  CHECK(exported["info"]["title"] == original["info"]["title"]);
}
