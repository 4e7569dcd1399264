#include <sessionstore/error.h>

#include <catch2/catch.hpp>

#include "each_server.h"
#include "server_database.h"
#include "support/error_of.h"
#include "support/rows.h"

// A COMMIT is lost, and before anybody can look somebody else has made a change of their own, which
// gets the very revision that the lost one would have had.
namespace sessionstore::tests {
namespace {

class OvertakenStore {
 public:
  explicit OvertakenStore(const TestServer& server)
      : database_(server),
        proxy_(static_cast<std::uint16_t>(std::stoi(server.facts.at("port"))),
               certificate_of(server)),
        direct_(database_.open()),
        cut_(database_.open({{"port", proxy_.port()}})) {
    direct_->create_session(make_session("s"));
    direct_->append_message("s", make_turn("m", 0));
    direct_->append_part("s", "m", text_part("p", "text"));
    direct_->put_record("s", make_record("todo", "1", "[]"), std::nullopt);
  }

  SessionStore& direct() { return *direct_; }
  /// The store whose next COMMIT is lost, while `others` happens.
  SessionStore& overtaken_by(std::function<void(SessionStore&)> others) {
    proxy_.cut_next(
        {Cut::When::before, "COMMIT", 0, [this, others = std::move(others)] { others(*direct_); }});
    return *cut_;
  }

 private:
  ServerDatabase database_;
  CuttingProxy proxy_;
  std::unique_ptr<SessionStore> direct_;
  std::unique_ptr<SessionStore> cut_;
};

constexpr const char* kOurs = R"({"by":"us"})";
constexpr const char* kTheirs = R"({"by":"others"})";

}  // namespace

TEST_CASE("a lost change is not mistaken for somebody else's of the same revision") {
  const TestServer server = each_server();
  OvertakenStore stores(server);
  const Revision before = stores.direct().find_session("s")->revision;

  SECTION("of a message") {
    const auto put = [](SessionStore& store, const char* data) {
      return store.update_message("s", make_message("m", data), std::nullopt);
    };
    CHECK(put(stores.overtaken_by([&](SessionStore& store) { put(store, kTheirs); }), kOurs) ==
          before + 2);
    CHECK(stores.direct().find_message("s", "m")->message.data.text() == kOurs);
  }
  SECTION("of a part") {
    const auto put = [](SessionStore& store, const char* data) {
      return store.update_part("s", "m", make_part("p", data), std::nullopt);
    };
    CHECK(put(stores.overtaken_by([&](SessionStore& store) { put(store, kTheirs); }), kOurs) ==
          before + 2);
    CHECK(stores.direct().find_message("s", "m")->parts.at(0).data.text() == kOurs);
  }
  SECTION("of a record") {
    const auto put = [](SessionStore& store, const char* data) {
      return store.put_record("s", make_record("todo", "1", data), std::nullopt);
    };
    CHECK(put(stores.overtaken_by([&](SessionStore& store) { put(store, kTheirs); }), kOurs) ==
          before + 2);
    CHECK(stores.direct().read_records("s").at(0).data.text() == kOurs);
  }
  SECTION("of growing text") {
    const auto grow = [](SessionStore& store, const char* text) {
      return store.grow_part("s", "m", "p", text, std::nullopt);
    };
    CHECK(grow(stores.overtaken_by([&](SessionStore& store) { grow(store, " theirs"); }),
               " ours") == before + 2);
    CHECK(text_of(stores.direct().find_message("s", "m")->parts.at(0)) == "text theirs ours");
  }
  SECTION("of growing text that is folded") {
    const std::string ours(10'000, 'o');
    const std::string theirs(10'000, 't');
    stores.direct().grow_part("s", "m", "p", " ", std::nullopt);
    const auto grow = [](SessionStore& store, const std::string& text) {
      return store.grow_part("s", "m", "p", text, std::nullopt);
    };
    CHECK(grow(stores.overtaken_by([&](SessionStore& store) { grow(store, theirs); }), ours) ==
          before + 3);
    const std::string text = text_of(stores.direct().find_message("s", "m")->parts.at(0));
    CHECK(text.size() == 20'005);
    CHECK((text == "text " + theirs + ours));
  }
}

TEST_CASE("a lost new row is not mistaken for somebody else's of the same id") {
  const TestServer server = each_server();
  OvertakenStore stores(server);

  SECTION("a message with other parts") {
    const auto append = [](SessionStore& store, int parts) {
      store.append_message("s", make_turn("new", parts));
    };
    SessionStore& store = stores.overtaken_by([&](SessionStore& direct) { append(direct, 2); });
    CHECK(error_of([&] { append(store, 3); }).code() == ErrorCode::already_exists);
    CHECK(stores.direct().find_message("s", "new")->parts.size() == 2);
  }
  SECTION("a part") {
    const auto append = [](SessionStore& store, const char* data) {
      store.append_part("s", "m", make_part("new", data));
    };
    SessionStore& store =
        stores.overtaken_by([&](SessionStore& direct) { append(direct, kTheirs); });
    CHECK(error_of([&] { append(store, kOurs); }).code() == ErrorCode::already_exists);
    CHECK(stores.direct().find_message("s", "m")->parts.at(1).data.text() == kTheirs);
  }
}

TEST_CASE("a change that expects a revision is refused where others came between") {
  const TestServer server = each_server();
  OvertakenStore stores(server);
  const Revision before = stores.direct().find_session("s")->revision;
  SessionStore& store = stores.overtaken_by(
      [](SessionStore& direct) { direct.rename_session("s", "theirs", std::nullopt); });
  CHECK(error_of([&] { store.rename_session("s", "ours", before); }).code() == ErrorCode::conflict);
  CHECK(stores.direct().find_session("s")->title == "theirs");
}

}  // namespace sessionstore::tests
