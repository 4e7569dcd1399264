#include "store/group.h"
#include "store/in_bulk.h"

namespace sessionstore::conformance {
namespace {

void make_child(SessionStore& store, const std::string& id, const std::string& parent) {
  Session session = make_session(id);
  session.parent_id = parent;
  store.create_session(session);
  store.append_message(id, make_turn("m", 2));
  store.put_record(id, make_record("todo", "", "1"));
}

}  // namespace

void add_deletion_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("deletion", checks);
  group.with_store("takes all that a session owns", [](SessionStore& store) {
    put_sample(store, "s");
    put_sample(store, "stays");
    store.grow_part("s", "msg_1_s", "msg_1_s-0", "pending");
    require_equal("deleted", store.delete_session("s"), 1);
    require("the session is gone", !store.find_session("s"));
    require("its messages are", store.read_messages("s", 0, 10).empty());
    require("its records are", store.read_records("s").empty());
    require("nothing is known of it", !store.find_stored("s"));
    require_equal("a second time", store.delete_session("s"), 0);
    const StoreStatus status = store.status();
    require_equal("sessions", status.sessions, 1);
    require_equal("messages", status.messages, 2);
    require_equal("parts", status.parts, 5);
    require_equal("records of the other", store.read_records("stays").size(), 2);
    require("nothing is left behind", store.check_storage().empty());
  });
  group.with_store("takes children and theirs, and no one else", [](SessionStore& store) {
    put_sample(store, "root");
    make_child(store, "child", "root");
    make_child(store, "grandchild", "child");
    make_child(store, "great-grandchild", "grandchild");
    make_child(store, "nephew", "brother");
    make_child(store, "Root", "ROOT");
    require_equal("deleted", store.delete_session("root"), 4);
    require_equal("left", store.find_session_ids("", 10), Texts{"Root", "nephew"});
    require_equal("messages left", store.status().messages, 2);
    require("nothing is left behind", store.check_storage().empty());
  });
  group.with_store("of a child leaves its parent", [](SessionStore& store) {
    put_sample(store, "root");
    make_child(store, "child", "root");
    require_equal("deleted", store.delete_session("child"), 1);
    require("the parent is there", store.find_session("root").has_value());
  });
  group.with_store("ends in a circle of parents", [](SessionStore& store) {
    make_child(store, "a", "c");
    make_child(store, "b", "a");
    make_child(store, "c", "b");
    make_child(store, "own parent", "own parent");
    require_equal("deleted", store.delete_session("b"), 3);
    require_equal("deleted", store.delete_session("own parent"), 1);
    require_equal("messages left", store.status().messages, 0);
  });
  group.with_store("takes a family of 300", [](SessionStore& store) {
    in_bulk(store, [](BulkWriter& writer) {
      for (int i = 0; i < 300; ++i) {
        Session session = make_session("child " + std::to_string(i));
        session.parent_id = i < 150 ? "root" : "child " + std::to_string(i - 150);
        writer.begin_session(session, std::nullopt);
        writer.end_session(Digest{});
      }
      writer.begin_session(make_session("root"), std::nullopt);
      writer.end_session(Digest{});
    });
    require_equal("deleted", store.delete_session("root"), 301);
    require_equal("left", store.status().sessions, 0);
  });
  group.with_store("leaves the project, its aliases and records", [](SessionStore& store) {
    store.put_project({"p", "P", {"alias"}, {make_record("k", "", "1")}});
    put_sample(store, "s", "p");
    store.delete_session("s");
    const Project project = require_some("the project", store.find_project("alias"));
    require_equal("records", project.records.size(), 1);
    require_equal("sessions", store.list_projects().at(0).sessions, 0);
  });
  group.with_store("makes room for a new one of the same id", [](SessionStore& store) {
    put_sample(store, "s");
    store.grow_part("s", "msg_1_s", "msg_1_s-0", "pending");
    store.delete_session("s");
    put_sample(store, "s");
    require_equal("messages", store.read_messages("s", 0, 10).size(), 2);
    require_equal("text", text_of(store.find_message("s", "msg_1_s")->parts.at(0)), "part 0");
    require_equal("records", store.read_records("s").size(), 2);
  });
}

}  // namespace sessionstore::conformance
