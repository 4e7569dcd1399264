#include <sessionstore/error.h>

#include <catch2/catch.hpp>

#include "each_server.h"
#include "server_database.h"
#include "support/error_of.h"
#include "support/rows.h"

// Whoever loses the connection at COMMIT cannot know whether it has happened, unless they look.
namespace sessionstore::tests {
namespace {

/// A store behind a proxy that cuts, and the same one without.
struct CutStore {
  explicit CutStore(const TestServer& server)
      : database(server),
        proxy(static_cast<std::uint16_t>(std::stoi(server.facts.at("port"))),
              certificate_of(server)) {
    direct = database.open();
    direct->create_session(make_session("s"));
    direct->append_message("s", make_turn("m", 1));
    direct->append_part("s", "m", text_part("t", "one"));
    direct->put_record("s", make_record("todo", "1", "[]"), std::nullopt);
    cut = database.open({{"port", proxy.port()}});
  }
  Revision revision() { return direct->find_session("s")->revision; }

  ServerDatabase database;
  CuttingProxy proxy;
  std::unique_ptr<SessionStore> direct;
  std::unique_ptr<SessionStore> cut;
};

std::string title_data(const std::string& title) { return R"({"title":")" + title + R"("})"; }

}  // namespace

TEST_CASE("a write whose COMMIT or its answer is lost has happened once, and says so once") {
  const TestServer server = each_server();
  CutStore stores(server);
  for (const auto when : {Cut::When::before, Cut::When::after}) {
    const std::string round = when == Cut::When::before ? "before" : "after";
    CAPTURE(round);
    Revision revision = stores.revision();
    const auto cut = [&] { stores.proxy.cut_next({when, "COMMIT"}); };
    const auto require_one_change = [&](Revision told) {
      CHECK(stores.proxy.has_cut());
      CHECK(told == ++revision);
      CHECK(stores.revision() == revision);
    };

    cut();
    CHECK(stores.cut->create_session(make_session("new " + round)).revision == 1);
    CHECK(stores.proxy.has_cut());

    cut();
    const Message message = stores.cut->append_message("s", make_turn(round, 2));
    require_one_change(message.revision);
    CHECK(stores.direct->find_message("s", round)->parts.size() == 2);
    CHECK(stores.direct->find_session("s")->message_count == message.seq);

    cut();
    require_one_change(
        stores.cut->update_message("s", make_message("m", title_data(round)), std::nullopt));
    CHECK(stores.direct->find_message("s", "m")->message.data.text() == title_data(round));

    cut();
    require_one_change(stores.cut->append_part("s", "m", text_part(round, "new")).revision);

    cut();
    require_one_change(
        stores.cut->update_part("s", "m", text_part(round, "changed"), std::nullopt));

    cut();
    require_one_change(stores.cut->grow_part("s", "m", "t", " " + round, std::nullopt));

    cut();
    require_one_change(
        stores.cut->put_record("s", make_record("todo", "1", title_data(round)), std::nullopt));

    cut();
    CHECK(stores.cut->delete_record("s", "todo", "1"));
    require_one_change(revision + 1);

    cut();
    require_one_change(stores.cut->rename_session("s", round, std::nullopt));
    CHECK(stores.direct->find_session("s")->title == round);

    cut();
    require_one_change(stores.cut->rename_session("s", round, std::nullopt));  // to the same

    cut();
    require_one_change(stores.cut->archive_session("s", 5, std::nullopt));

    cut();
    CHECK(stores.cut->delete_session("new " + round) == 1);
    CHECK(stores.proxy.has_cut());
    CHECK_FALSE(stores.direct->find_session("new " + round));
  }
  const auto turns = require_whole_session(*stores.direct, "s");
  CHECK(turns.size() == 3);
  CHECK(text_of(turns.front().parts.at(1)) == "one before after");
}

}  // namespace sessionstore::tests
