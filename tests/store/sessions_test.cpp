#include <sessionstore/fingerprint.h>

#include <set>

#include "any_store.h"

namespace sessionstore::tests {
namespace {

std::vector<std::string> ids_of(const SessionPage& page) {
  std::vector<std::string> ids;
  for (const Session& session : page.sessions) ids.push_back(session.id);
  return ids;
}

}  // namespace

TEST_CASE("a created session is read back as it was") {
  const AnyStore store;
  Session session = make_session("ses_1");
  session.parent_id = "ses_parent";
  session.author = "alice";
  session.machine = "laptop";
  session.agent_project_id = "abc";
  const Session created = store->create_session(session);
  CHECK(created.revision == 1);
  const std::optional<Session> read = store->find_session("ses_1");
  REQUIRE(read);
  CHECK(read->title == session.title);
  CHECK(read->parent_id == "ses_parent");
  CHECK(read->author == "alice");
  CHECK(read->machine == "laptop");
  CHECK(read->agent_project_id == "abc");
  CHECK(read->data == session.data);
  CHECK(read->project_id == session.project_id);
  CHECK_FALSE(store->find_session("ses_2"));
  CHECK(error_of([&] { store->create_session(session); }).code() == ErrorCode::already_exists);
}

TEST_CASE("ids that look alike are different") {
  const AnyStore store;
  const std::vector<std::string> ids = {"Makefile", "makefile", "resume", "résumé", "a",   "a ",
                                        " a",       "a%",       "a'b\"c", "🚀",      "a\nb"};
  for (const std::string& id : ids) store->create_session(make_session(id));
  for (const std::string& id : ids) {
    REQUIRE(store->find_session(id));
    CHECK(store->find_session(id)->id == id);
  }
  CHECK(store->status().sessions == static_cast<std::int64_t>(ids.size()));
}

TEST_CASE("limits are checked before anything is written") {
  const AnyStore store;
  Session session = make_session(std::string(kMaxIdBytes + 1, 'x'));
  CHECK(error_of([&] { store->create_session(session); }).code() == ErrorCode::constraint);
  session = make_session("");
  CHECK(error_of([&] { store->create_session(session); }).code() == ErrorCode::constraint);
  session = make_session("ok");
  session.title = std::string(kMaxFieldBytes + 1, 't');
  CHECK(error_of([&] { store->create_session(session); }).code() == ErrorCode::constraint);
  session.title = "\xFF";
  CHECK(error_of([&] { store->create_session(session); }).code() == ErrorCode::constraint);
  CHECK(store->status().sessions == 0);
  CHECK(store->status().projects == 0);
}

TEST_CASE("pages follow one another without a gap, with equal times too") {
  const AnyStore store;
  std::set<std::string> all;
  for (int i = 0; i < 25; ++i) {
    const std::string id = "ses_" + std::to_string(100 + i);
    store->create_session(make_session(id, "p", 1'000 + i / 10));
    all.insert(id);
  }
  SessionQuery query;
  query.limit = 4;
  std::vector<std::string> seen;
  Millis last = 1'000'000;
  do {
    const SessionPage page = store->list_sessions(query);
    for (const Session& session : page.sessions) {
      CHECK(session.updated <= last);
      last = session.updated;
    }
    const auto ids = ids_of(page);
    seen.insert(seen.end(), ids.begin(), ids.end());
    query.after = page.next;
    if (page.next) CHECK(PageKey::from_text(page.next->to_text()).id == page.next->id);
  } while (query.after);
  CHECK(seen.size() == 25);
  CHECK(std::set<std::string>(seen.begin(), seen.end()) == all);
  query.limit = 0;
  CHECK(error_of([&] { store->list_sessions(query); }).code() == ErrorCode::invalid_argument);
}

TEST_CASE("a list leaves out children, archived ones, other projects and authors unless asked") {
  const AnyStore store;
  Session child = make_session("child", "p", 4);
  child.parent_id = "root";
  Session archived = make_session("archived", "p", 3);
  archived.archived = 5;
  Session other = make_session("other", "q", 2);
  other.author = "bob";
  for (const Session& one : {make_session("root", "p", 1), child, archived, other}) {
    store->create_session(one);
  }
  using Ids = std::vector<std::string>;
  SessionQuery query;
  CHECK(ids_of(store->list_sessions(query)) == Ids{"other", "root"});
  query.author = "bob";
  CHECK(ids_of(store->list_sessions(query)) == Ids{"other"});
  query = {};
  query.project_id = "p";
  CHECK(ids_of(store->list_sessions(query)) == Ids{"root"});
  query.children = true;
  CHECK(ids_of(store->list_sessions(query)) == Ids{"child", "root"});
  query.archived = true;
  CHECK(ids_of(store->list_sessions(query)) == Ids{"child", "archived", "root"});
  query.children = false;
  CHECK(ids_of(store->list_sessions(query)) == Ids{"archived", "root"});
}

TEST_CASE("rename and archive change the column and the data, and nothing else") {
  const AnyStore store;
  Session session = make_session("s");
  session.data = json::Document::parse(R"({"title":"old","x":1.0,"time":{"created":1}})");
  store->create_session(session);
  CHECK(store->rename_session("s", "new \"🚀\"", 1) == 2);
  CHECK(store->archive_session("s", 77) == 3);
  std::optional<Session> read = store->find_session("s");
  CHECK(read->title == "new \"🚀\"");
  CHECK(read->archived == 77);
  CHECK(read->data.text() == R"({"title":"new \"🚀\"","x":1.0,"time":{"created":1,"archived":77}})");
  CHECK(store->archive_session("s", std::nullopt) == 4);
  read = store->find_session("s");
  CHECK_FALSE(read->archived);
  CHECK(read->data.text() == R"({"title":"new \"🚀\"","x":1.0,"time":{"created":1}})");
  CHECK(sha256(read->data.text()) == read->data.hash());
}

TEST_CASE("a stale writer gets a conflict and changes nothing") {
  const AnyStore store;
  store->create_session(make_session("s"));
  store->rename_session("s", "first", 1);
  CHECK(error_of([&] { store->rename_session("s", "second", 1); }).code() == ErrorCode::conflict);
  CHECK(error_of([&] { store->archive_session("s", 1, 1); }).code() == ErrorCode::conflict);
  CHECK(store->find_session("s")->title == "first");
  CHECK(store->find_session("s")->revision == 2);
  CHECK(error_of([&] { store->rename_session("none", "x"); }).code() == ErrorCode::not_found);
}

TEST_CASE("deleting takes the family and all it owns, even in a circle of parents") {
  const AnyStore store;
  put_sample(*store, "root");
  put_sample(*store, "stays");
  Session child = make_session("child");
  child.parent_id = "grandchild";
  store->create_session(child);
  Session grandchild = make_session("grandchild");
  grandchild.parent_id = "child";
  store->create_session(grandchild);
  store->append_message("child", make_turn("m"));
  CHECK(store->delete_session("child") == 2);
  CHECK(store->delete_session("child") == 0);
  CHECK(store->delete_session("root") == 1);
  const StoreStatus status = store->status();
  CHECK(status.sessions == 1);
  CHECK(status.messages == 2);
  CHECK(status.parts == 5);
  CHECK(store->check_storage().empty());
}

TEST_CASE("ids are found by prefix, as bytes") {
  const AnyStore store;
  for (const char* const id : {"ses_a1", "ses_a2", "ses_A1", "ses_b", "ses_a"}) {
    store->create_session(make_session(id));
  }
  CHECK(store->find_session_ids("ses_a", 10) ==
        std::vector<std::string>{"ses_a", "ses_a1", "ses_a2"});
  CHECK(store->find_session_ids("ses_a", 2) == std::vector<std::string>{"ses_a", "ses_a1"});
  CHECK(store->find_session_ids("zzz", 10).empty());
}

TEST_CASE("a project is found by id and by alias, and an alias has one owner") {
  const AnyStore store;
  store->put_project({"p", "P", {"old", "older"}, {make_record("project", "k", "[1]")}});
  store->put_project({"q", "Q", {"old", "new"}, {}});
  CHECK(store->find_project("old")->id == "p");
  CHECK(store->find_project("new")->id == "q");
  CHECK(store->find_project("p")->records ==
        std::vector<Record>{make_record("project", "k", "[1]")});
  CHECK_FALSE(store->find_project("none"));
  store->create_session(make_session("s", "q"));
  const auto projects = store->list_projects();
  REQUIRE(projects.size() == 2);
  CHECK(projects[0].aliases == std::vector<std::string>{"old", "older"});
  CHECK(projects[1].sessions == 1);
}

TEST_CASE("records are made, replaced, read in order and deleted") {
  const AnyStore store;
  store->create_session(make_session("s"));
  store->put_record("s", make_record("todo", "", "[]"));
  const Revision revision = store->put_record("s", make_record("diff", "b", "[1]"));
  store->put_record("s", make_record("diff", "a", "[2]"));
  CHECK(error_of([&] { store->put_record("s", make_record("diff", "b", "[3]"), 1); }).code() ==
        ErrorCode::conflict);
  store->put_record("s", make_record("diff", "b", "[4]"), revision);
  const std::vector<Record> expected = {make_record("diff", "a", "[2]"),
                                        make_record("diff", "b", "[4]"),
                                        make_record("todo", "", "[]")};
  CHECK(store->read_records("s") == expected);
  CHECK(store->delete_record("s", "todo", ""));
  CHECK_FALSE(store->delete_record("s", "todo", ""));
  CHECK(error_of([&] { store->put_record("none", make_record("a", "b", "1")); }).code() ==
        ErrorCode::not_found);
}

}  // namespace sessionstore::tests
