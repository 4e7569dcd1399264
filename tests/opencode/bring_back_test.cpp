// The promise: a session of any OpenCode comes into a store, and goes on in any OpenCode that keeps
// a database, on another machine with other paths.
#include <sessionstore/interop/opencode.h>
#include <sessionstore/interop/opencode_target.h>
#include <sessionstore/transfer.h>

#include <catch2/catch.hpp>
#include <future>

#include "opencode/opencode_server.h"
#include "opencode/real_opencode.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

using namespace sessionstore;
using namespace sessionstore::tests;
using Catch::Matchers::Contains;
using Json = nlohmann::json;

namespace {

void take_in(const RealOpenCode& opencode, SessionStore& store) {
  const auto source = interop::open_opencode(opencode.data(), {});
  const TransferReport report = transfer(*source, store, {});
  CHECK(report.skipped.empty());
  CHECK(report.verified == report.written);
}

/// What was said in the checkout of `origin` goes on in that of `opencode`.
TransferReport bring_back(SessionStore& store, const RealOpenCode& origin,
                          const RealOpenCode& opencode) {
  interop::TargetSettings settings;
  settings.directories = {{origin.checkout().string(), opencode.checkout().string()}};
  const auto target = interop::open_opencode_target(opencode.data(), settings);
  const auto adapted = target->adapt(store);
  return transfer(*adapted, *target, {});
}

bool lists(const RealOpenCode& opencode, const std::string& session) {
  for (const Json& listed : opencode.list()) {
    if (listed["id"] == session) return true;
  }
  return false;
}

/// The messages of an export, without what tells where the checkout was.
std::string messages_of(const Json& exported) { return exported["messages"].dump(1); }

}  // namespace

// Not all pairs: each takes eight runs of the program. What lies in a store hardly depends on where
// it goes, nor what is written on where it came from, and interop/opencode_target has all pairs,
// without the program. So each version stands on every side that it can stand on, and the widest
// step up and the widest one down are among the pairs.
TEST_CASE("a session of each version is listed, exported equal and continued by another",
          "[opencode][bring_back]") {
  const auto [from, to] = GENERATE(table<std::string, std::string>({{"1.1.65", "1.18.34"},
                                                                    {"1.2.27", "1.15.13"},
                                                                    {"1.15.13", "1.18.34"},
                                                                    {"1.18.34", "1.2.27"}}));
  INFO("from " << from << " to " << to);
  const TemporaryDirectory there;
  const RealOpenCode origin(from, there.path());
  const TemporaryDirectory here;
  const RealOpenCode opencode(to, here.path());
  // At the same time, for most of each run is the program's start.
  auto prepared = std::async(std::launch::async, [&] { opencode.run("Something else"); });
  const std::string session = origin.run("Remember the number 4711 #tool").session;
  origin.run("And the word walrus", session);
  const Json original = origin.export_session(session);
  prepared.get();

  const auto store = open_sqlite(":memory:");
  take_in(origin, *store);
  const TransferReport report = bring_back(*store, origin, opencode);
  CHECK(report.skipped.empty());
  CHECK(report.written == 1);
  CHECK(lists(opencode, session));
  const Json exported = opencode.export_session(session);
  CHECK(messages_of(exported) == messages_of(original));
  CHECK(exported["info"]["title"] == original["info"]["title"]);
  CHECK(exported["info"]["directory"] == opencode.checkout().string());
  CHECK(opencode.run("What was it?", session).session == session);
  CHECK_THAT(opencode.last_conversation(), Contains("4711") && Contains("walrus"));
  CHECK(opencode.export_session(session)["messages"].size() == original["messages"].size() + 2);

  // And back into the store, with the two new messages.
  take_in(opencode, *store);
  CHECK(store->find_session(session)->message_count ==
        static_cast<std::int64_t>(original["messages"].size()) + 2);
}

TEST_CASE("a history that an update left behind comes back", "[opencode][bring_back]") {
  const TemporaryDirectory place;
  RealOpenCode opencode("1.1.65", place.path());
  const std::string session = opencode.run("Before the update").session;
  opencode.become("1.18.34");
  REQUIRE_FALSE(lists(opencode, session));
  const auto store = open_sqlite(":memory:");
  take_in(opencode, *store);
  CHECK(bring_back(*store, opencode, opencode).written == 1);
  CHECK(lists(opencode, session));
  opencode.run("After the update", session);
  CHECK_THAT(opencode.last_conversation(), Contains("Before the update"));
}

TEST_CASE("while a server of OpenCode runs, its database is read and written",
          "[opencode][bring_back]") {
  const TemporaryDirectory there;
  const RealOpenCode origin("1.15.13", there.path());
  const std::string session = origin.run("Said elsewhere").session;
  const auto store = open_sqlite(":memory:");
  take_in(origin, *store);

  const TemporaryDirectory here;
  const RealOpenCode opencode("1.18.34", here.path());
  const std::string own = opencode.run("Said here").session;
  const OpenCodeServer server(opencode);
  take_in(opencode, *store);
  CHECK(store->find_session(own));
  CHECK(bring_back(*store, origin, opencode).written == 1);
  CHECK(lists(opencode, session));
  opencode.run("And on", session);
  CHECK_THAT(opencode.last_conversation(), Contains("Said elsewhere"));
}
