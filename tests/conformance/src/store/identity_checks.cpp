#include "store/group.h"
#include "store/lookalikes.h"

namespace sessionstore::conformance {
namespace {

void sessions_are_distinct(SessionStore& store) {
  for (const std::string& id : lookalikes()) store.create_session(make_session(id));
  for (const std::string& id : lookalikes()) {
    require_equal("id", require_some(id, store.find_session(id)).id, id);
    require_equal("title", store.find_session(id)->title, "about " + id);
  }
  require_equal("sessions", store.status().sessions, lookalikes().size());
  require("a name that nobody has is not found", !store.find_session("mAKEFILE"));
  require("nor one with a blank less", !store.find_session("a   "));
  require_equal("deleted", store.delete_session("a"), 1);
  require("its neighbour with a blank stays", store.find_session("a ").has_value());
}

void projects_are_distinct(SessionStore& store) {
  for (const std::string& id : lookalikes()) store.put_project({id, "name of " + id, {}, {}});
  for (const std::string& id : lookalikes()) store.create_session(make_session("in " + id, id));
  require_equal("projects", store.list_projects().size(), lookalikes().size());
  for (const std::string& id : lookalikes()) {
    require_equal("name", require_some(id, store.find_project(id)).name, "name of " + id);
    SessionQuery query;
    query.project_id = id;
    const auto sessions = store.list_sessions(query).sessions;
    require_equal("sessions of " + id, sessions.size(), 1);
    require_equal("session of " + id, sessions[0].id, "in " + id);
  }
}

void aliases_are_distinct(SessionStore& store) {
  for (const std::string& alias : lookalikes()) store.put_project({"of " + alias, "", {alias}, {}});
  for (const std::string& alias : lookalikes()) {
    require_equal("owner of " + alias, require_some(alias, store.find_project(alias)).id,
                  "of " + alias);
  }
}

void messages_are_distinct(SessionStore& store) {
  store.create_session(make_session("s"));
  for (const std::string& id : lookalikes()) store.append_message("s", make_turn(id, 0));
  std::int64_t seq = 0;
  for (const std::string& id : lookalikes()) {
    require_equal("seq of " + id, require_some(id, store.find_message("s", id)).message.seq, ++seq);
  }
  require("a name that nobody has is not found", !store.find_message("s", "mAKEFILE"));
}

void parts_are_distinct(SessionStore& store) {
  store.create_session(make_session("s"));
  Turn turn = make_turn("m", 0);
  for (const std::string& id : lookalikes()) turn.parts.push_back(text_part(id, ""));
  store.append_message("s", turn);
  for (const std::string& id : lookalikes()) store.grow_part("s", "m", id, "I am " + id);
  const auto parts = require_some("it", store.find_message("s", "m")).parts;
  for (const Part& part : parts) require_equal("text", text_of(part), "I am " + part.id);
}

void records_are_distinct(SessionStore& store) {
  store.create_session(make_session("s"));
  for (const std::string& name : lookalikes()) {
    store.put_record("s", make_record(name, "", "1"));
    store.put_record("s", make_record("kind", name, "1"));
  }
  for (const std::string& name : lookalikes()) store.put_record("s", make_record(name, "", "2"));
  require_equal("records", store.read_records("s").size(), 2 * lookalikes().size());
  for (const Record& record : store.read_records("s")) {
    require_equal(record.kind, record.data.text(), record.kind == "kind" ? "1" : "2");
  }
  require("only what is named is deleted", !store.delete_record("s", "mAKEFILE", ""));
  require("by its exact name it is", store.delete_record("s", "Makefile", ""));
  require_equal("records left", store.read_records("s").size(), 2 * lookalikes().size() - 1);
}

void authors_are_distinct(SessionStore& store) {
  for (const std::string& author : lookalikes()) {
    Session session = make_session("by " + author);
    session.author = author;
    store.create_session(session);
  }
  for (const std::string& author : lookalikes()) {
    SessionQuery query;
    query.author = author;
    const auto sessions = store.list_sessions(query).sessions;
    require_equal("sessions of " + author, sessions.size(), 1);
    require_equal("session of " + author, sessions[0].id, "by " + author);
  }
}

}  // namespace

void add_identity_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("identity", checks);
  group.with_store("sessions that look alike are different", sessions_are_distinct);
  group.with_store("projects that look alike are different", projects_are_distinct);
  group.with_store("aliases that look alike are different", aliases_are_distinct);
  group.with_store("messages that look alike are different", messages_are_distinct);
  group.with_store("parts that look alike are different", parts_are_distinct);
  group.with_store("records that look alike are different", records_are_distinct);
  group.with_store("authors that look alike are different", authors_are_distinct);
  group.with_store("an id is unique within its owner only", [](SessionStore& store) {
    for (const char* const session : {"one", "two"}) {
      store.create_session(make_session(session));
      for (const char* const message : {"m", "n"}) {
        Turn turn = make_turn(message, 0);
        turn.parts = {text_part("p", std::string(session) + message)};
        store.append_message(session, turn);
      }
      store.put_record(session, make_record("todo", "", "1"));
    }
    require_equal("part", text_of(store.find_message("one", "n")->parts.at(0)), "onen");
    require_equal("part", text_of(store.find_message("two", "m")->parts.at(0)), "twom");
    require_equal("messages", store.status().messages, 4);
  });
}

}  // namespace sessionstore::conformance
