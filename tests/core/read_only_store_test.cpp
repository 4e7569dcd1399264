// A source as a store: what it answers is what the store answers that the source was brought into.
#include <sessionstore/read_only_store.h>

#include <catch2/catch.hpp>
#include <functional>
#include <thread>

#include "support/error_of.h"
#include "support/rows.h"
#include "support/sqlite_store.h"

namespace sessionstore::tests {
namespace {

/// A store seen as nothing but a source, which knows no sums.
class PlainSource final : public SessionSource {
 public:
  explicit PlainSource(SessionStore& store) : store_(store) {}
  [[nodiscard]] std::string location() const override { return "place:here"; }
  Inventory inventory() override { return store_.inventory(); }
  void read_session(std::string_view id, SessionVisitor& visitor) override {
    store_.read_session(id, visitor);
  }

 private:
  SessionStore& store_;
};

struct Fixture {
  std::unique_ptr<SessionStore> store = open_sqlite(":memory:");
  std::unique_ptr<SessionStore> view;

  Fixture() {
    put_sample(*store, "a1", "one");
    put_sample(*store, "a2", "two");
    put_sample(*store, "b1", "two");
    store->put_project({"two", "Two", {"zwei", "deux"}, {}});
    store->archive_session("b1", 5);
    Session child = make_session("c1");
    child.project_id = "two";
    child.parent_id = "a2";
    store->create_session(child);
    view = open_read_only(std::make_unique<PlainSource>(*store),
                          {"place", "bring it in", "me", "laptop"});
  }
};

void check_same(const Session& shown, const Session& stored) {
  CHECK(shown.id == stored.id);
  CHECK(shown.project_id == stored.project_id);
  CHECK(shown.message_count == stored.message_count);
  CHECK(shown.input_tokens == stored.input_tokens);
  CHECK(shown.output_tokens == stored.output_tokens);
  CHECK(shown.cost == stored.cost);
  CHECK(shown.updated == stored.updated);
  CHECK(shown.data == stored.data);
}

}  // namespace

TEST_CASE("pages, projects and counts are those of a store that holds the same") {
  const Fixture both;
  for (const bool children : {false, true}) {
    for (const bool archived : {false, true}) {
      SessionQuery query;
      query.children = children;
      query.archived = archived;
      query.limit = 2;
      bool more = true;
      while (more) {
        const SessionPage shown = both.view->list_sessions(query);
        const SessionPage stored = both.store->list_sessions(query);
        REQUIRE(shown.sessions.size() == stored.sessions.size());
        for (std::size_t i = 0; i < shown.sessions.size(); ++i) {
          check_same(shown.sessions[i], stored.sessions[i]);
        }
        REQUIRE(shown.next.has_value() == stored.next.has_value());
        more = stored.next.has_value();
        if (more) CHECK(shown.next->to_text() == stored.next->to_text());
        query.after = stored.next;
      }
    }
  }
  const auto shown = both.view->list_projects();
  const auto stored = both.store->list_projects();
  REQUIRE(shown.size() == stored.size());
  for (std::size_t i = 0; i < shown.size(); ++i) {
    CHECK(shown[i].id == stored[i].id);
    CHECK(shown[i].name == stored[i].name);
    CHECK(shown[i].sessions == stored[i].sessions);
    CHECK(shown[i].aliases == stored[i].aliases);
  }
  const StoreStatus status = both.view->status();
  CHECK(status.provider == "place");
  CHECK(status.location == "place:here");
  CHECK(status.sessions == both.store->status().sessions);
  CHECK(status.messages == both.store->status().messages);
  CHECK(status.parts == both.store->status().parts);
}

TEST_CASE("a page can be had of one project, of one author, and without sums") {
  const Fixture both;
  SessionQuery query;
  query.project_id = "one";
  CHECK(both.view->list_sessions(query).sessions.size() == 1);
  query.author = "nobody";
  CHECK(both.view->list_sessions(query).sessions.empty());
  query.author.reset();
  query.sums = false;
  CHECK(both.view->list_sessions(query).sessions.at(0).message_count == 0);
  query.limit = 0;
  CHECK(error_of([&] { both.view->list_sessions(query); }).code() == ErrorCode::invalid_argument);
}

TEST_CASE("one session is found by id and prefix, with its sums and its rows") {
  const Fixture both;
  check_same(both.view->find_session("a1").value(), both.store->find_session("a1").value());
  CHECK_FALSE(both.view->find_session("a"));
  CHECK(both.view->find_session_ids("a", 10) == std::vector<std::string>{"a1", "a2"});
  CHECK(both.view->find_session_ids("a", 1) == std::vector<std::string>{"a1"});
  CHECK(both.view->find_project("deux")->id == "two");
  CHECK(both.view->find_project("two")->name == "Two");
  CHECK_FALSE(both.view->find_project("three"));
  CHECK(archive_session(*both.view, "a1").session.message_count ==
        both.store->find_session("a1")->message_count);
  CHECK(both.view->find_stored("a1")->fingerprint == both.store->find_stored("a1")->fingerprint);
  CHECK_FALSE(both.view->find_stored("x"));

  const auto stored = both.store->read_messages("a1", 0, 100);
  const auto shown = both.view->read_messages("a1", 0, 100);
  REQUIRE(shown.size() == stored.size());
  CHECK(shown.back().parts.size() == stored.back().parts.size());
  CHECK(both.view->read_messages("a1", 0, 1).size() == 1);
  CHECK(both.view->read_messages("a1", 1, 100).size() == stored.size() - 1);
  CHECK(both.view->read_messages("x", 0, 100).empty());
  CHECK(both.view->find_message("a1", stored.back().message.id)->message.seq ==
        stored.back().message.seq);
  CHECK_FALSE(both.view->find_message("a1", "none"));
  CHECK(both.view->read_records("a1") == both.store->read_records("a1"));
}

TEST_CASE("every write is refused, with the place and the remedy") {
  const Fixture both;
  SessionStore& view = *both.view;
  const std::vector<std::function<void()>> writes{
      [&] {
        view.put_project({"p", "", {}, {}});
      },
      [&] { view.bulk_writer(); },
      [&] { view.create_session(make_session("n")); },
      [&] { view.rename_session("a1", "x"); },
      [&] { view.archive_session("a1", 1); },
      [&] { view.delete_session("a1"); },
      [&] {
        view.append_message("a1", Turn{make_message("m"), {}});
      },
      [&] { view.update_message("a1", make_message("m")); },
      [&] { view.append_part("a1", "m", make_part("p")); },
      [&] { view.update_part("a1", "m", make_part("p")); },
      [&] { view.grow_part("a1", "m", "p", "x"); },
      [&] { view.put_record("a1", make_record("todo", "", "[]")); },
      [&] { view.delete_record("a1", "todo", ""); }};
  for (const auto& write : writes) {
    const Error error = error_of(write);
    CHECK(error.code() == ErrorCode::unsupported);
    CHECK(std::string(error.what()) == "place:here is only read, never written");
    CHECK(error.hint() == "bring it in");
  }
}

TEST_CASE("sessions without author and machine get those of the settings") {
  const Fixture both;
  Session session = make_session("d1");
  session.author = session.machine = "";
  both.store->create_session(session);
  CHECK(both.view->find_session("d1")->author == "me");
  CHECK(both.view->find_session("d1")->machine == "laptop");
}

TEST_CASE("many threads may read at once") {
  const Fixture both;
  const std::int64_t parts = both.store->status().parts;
  const Digest fingerprint = both.store->find_stored("a1")->fingerprint;
  std::vector<int> wrong(8);
  std::vector<std::thread> threads;
  for (int& count : wrong) {
    threads.emplace_back([&both, &count, parts, fingerprint] {
      for (int i = 0; i < 10; ++i) {
        count += both.view->status().parts == parts ? 0 : 1;
        count += both.view->find_stored("a1")->fingerprint == fingerprint ? 0 : 1;
        count += both.view->read_messages("a2", 0, 100).empty() ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(8));
}

}  // namespace sessionstore::tests
