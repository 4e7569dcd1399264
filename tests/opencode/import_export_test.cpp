// `sessionstore export --format opencode` is what `opencode import` reads.
#include <fcntl.h>
#include <sessionstore/interop/opencode.h>
#include <sessionstore/interop/opencode_export.h>
#include <sessionstore/transfer.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "opencode/real_opencode.h"
#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

using namespace sessionstore;
using namespace sessionstore::tests;
using Json = nlohmann::json;

namespace {

Json without_differences(Json messages, bool leave_out) {
  for (Json& message : messages) {
    if (leave_out) message["info"].erase("summary");
  }
  return messages;
}

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

TEST_CASE("a session exported from a store is imported and listed by OpenCode, and exported equal",
          "[opencode]") {
  const auto [from, to] = GENERATE(table<std::string, std::string>({{"1.18.34", "1.18.34"},
                                                                    {"1.2.27", "1.2.27"},
                                                                    {"1.2.27", "1.18.34"},
                                                                    {"1.18.34", "1.2.27"}}));
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
  // 1.2 keeps both texts of a difference, and 1.18 a patch.
  const bool is_older = from == "1.18.34" && to == "1.2.27";
  CHECK(without_differences(exported["messages"], is_older).dump(1) ==
        without_differences(original["messages"], is_older).dump(1));
  CHECK(exported["info"]["title"] == original["info"]["title"]);
}

TEST_CASE("a session from before OpenCode's slugs is exported as every version imports it",
          "[opencode]") {
  const std::string version = GENERATE("1.2.27", "1.18.34");
  INFO(version);
  const TemporaryDirectory here;
  const RealOpenCode opencode(version, here.path());
  const auto store = open_sqlite(":memory:");
  Session session = make_session("ses_e040aaaa0001AAAAAAAAAAAAAA");
  session.data = json::Document::parse(R"({"version":"0.6.0"})");
  store->create_session(session);
  store->append_message(session.id, {make_message("msg_1fbf00000001AAAAAAAAAAAAAA"),
                                     {text_part("prt_1fbf00000001AAAAAAAAAAAAAA", "hello")}});
  store->append_message(session.id,
                        {make_message("msg_1fbf00000002AAAAAAAAAAAAAA", R"({"role":"assistant"})"),
                         {make_part("prt_1fbf00000002AAAAAAAAAAAAAA",
                                    R"({"type":"tool","callID":"c","tool":"bash","state":)"
                                    R"({"status":"completed"}})")}});
  const std::filesystem::path file = here.path() / "session.json";
  write_export(*store, session.id, file);
  const ProcessResult imported = opencode.command({"import", file.string()});
  INFO(imported.out << imported.err);
  REQUIRE(imported.exit_code == 0);
  CHECK(opencode.export_session(session.id)["messages"].size() == 2);
}
