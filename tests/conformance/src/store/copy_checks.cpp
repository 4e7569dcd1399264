#include <sessionstore/error.h>

#include <algorithm>
#include <map>
#include <set>

#include "store/group.h"
#include "store/in_bulk.h"
#include "store/lookalikes.h"

// What sync asks a store for.
namespace sessionstore::conformance {
namespace {

std::map<std::string, SessionState> by_id(std::vector<SessionState> states) {
  std::map<std::string, SessionState> found;
  for (SessionState& state : states) {
    const std::string id = state.id;
    require("each session is told once: " + id, found.emplace(id, std::move(state)).second);
  }
  return found;
}

std::vector<SessionState> states_of(SessionStore& store, const Texts& ids) {
  return store.find_session_states(ids);
}

std::string stamp_of(SessionStore& store, const std::string& id) {
  const auto states = states_of(store, {id});
  require_equal("states of " + id, states.size(), 1);
  return states[0].stamp;
}

Digest fingerprint_of(SessionStore& store, const std::string& id) {
  return require_some(id, store.find_stored(id)).fingerprint;
}

void create_child(SessionStore& store, const std::string& id, const std::string& parent) {
  Session session = make_session(id);
  session.parent_id = parent;
  store.create_session(session);
  store.append_message(id, make_turn("m", 1));
}

void every_session_is_told(SessionStore& store) {
  put_sample(store, "a", "p");
  put_sample(store, "b", "q");
  create_child(store, "child", "a");
  store.archive_session("b", 5);
  Session signed_one = make_session("by alice", "q");
  signed_one.author = "alice";
  store.create_session(signed_one);

  const auto all = by_id(store.session_states(std::nullopt));
  require_equal("sessions", all.size(), 4);
  require_equal("project", all.at("a").project_id, "p");
  require("a root has no parent", !all.at("a").parent_id);
  require_equal("parent", require_some("the parent", all.at("child").parent_id), "a");
  require_equal("author", all.at("by alice").author, "alice");
  const auto some = by_id(store.session_states("q"));
  require_equal("of one project", some.size(), 2);
  require_equal("the same stamp", some.at("b").stamp, all.at("b").stamp);
  require("of a project that is not there", store.session_states("none").empty());
}

void those_asked_for_are_told(SessionStore& store) {
  for (const std::string& id : lookalikes()) store.create_session(make_session(id));
  const auto all = by_id(store.session_states(std::nullopt));
  require_equal("sessions", all.size(), lookalikes().size());
  for (const std::string& id : lookalikes()) {
    require_equal("stamp of " + id, stamp_of(store, id), all.at(id).stamp);
  }
  Texts many{"mAKEFILE", ""};
  for (int i = 0; i < 3000; ++i) many.push_back("nobody " + std::to_string(i));
  require("of those that are not there", states_of(store, many).empty());
  many.insert(many.begin() + 1500, lookalikes().begin(), lookalikes().end());
  require_equal("among many", by_id(states_of(store, many)).size(), lookalikes().size());
  require("of none", states_of(store, {}).empty());
}

void each_change_is_another_stamp(SessionStore& store) {
  // It never holds again what it has held: that may have the stamp of then.
  std::set<std::string> stamps;
  const auto require_new = [&](const std::string& change) {
    const std::string stamp = stamp_of(store, "s");
    require("another stamp after " + change, stamps.insert(stamp).second);
    require_equal("the same stamp without a change", stamp_of(store, "s"), stamp);
  };
  put_sample(store, "other");
  put_sample(store, "s");
  require_new("create_session");
  const std::string others = stamp_of(store, "other");
  store.rename_session("s", "another title");
  require_new("rename_session");
  store.archive_session("s", 5);
  require_new("archive_session");
  store.append_message("s", {make_message("m"), {text_part("t", "one")}});
  require_new("append_message");
  store.update_message("s", make_message("m", R"({"role":"user","changed":1})"));
  require_new("update_message");
  store.append_part("s", "m", text_part("u", "two"));
  require_new("append_part");
  store.update_part("s", "m", text_part("t", "ONE"));
  require_new("update_part to as much text");
  store.grow_part("s", "m", "t", " more");
  require_new("grow_part");
  store.grow_part("s", "m", "t", " and more");
  require_new("grow_part again");
  store.put_record("s", make_record("todo", "new", "[1]"));
  require_new("put_record");
  store.put_record("s", make_record("todo", "new", "[2]"));
  require_new("put_record again");
  store.rename_session("s", "a third title");
  require_new("rename_session again");
  store.delete_record("s", "todo", "new");
  require_new("delete_record");
  SessionArchive archive = archive_session(store, "s");
  archive.session.title = "restored";
  archive.session.data = json::Document::parse(R"({"title":"restored"})");
  restore_session(store, archive, fingerprint_of(store, "s"));
  require_new("a restore");
  require_equal("the other's", stamp_of(store, "other"), others);
}

/// A store that can only remove a session together with its children must refuse to.
void remove_alone(SessionStore& store, const std::string& id, Texts all) {
  try {
    require("it was there", store.remove_session(id, fingerprint_of(store, id)));
    std::erase(all, id);
    require_equal("left", store.find_session_ids("", 10), all);
    require_equal("messages of the child", store.read_messages("child", 0, 10).size(), 1);
  } catch (const Error& error) {
    require_equal("refused", error.code(), ErrorCode::constraint);
    require_equal("all are there", store.find_session_ids("", 10), all);
    for (const char* const one : {"grandchild", "child", id.c_str()}) {
      require("from the leaf on", store.remove_session(one, fingerprint_of(store, one)));
    }
  }
}

void a_removal_takes_one_session(SessionStore& store) {
  put_sample(store, "root");
  create_child(store, "child", "root");
  create_child(store, "grandchild", "child");
  put_sample(store, "stays");
  store.grow_part("root", "msg_1_root", "msg_1_root-0", "pending");
  remove_alone(store, "root", Texts{"child", "grandchild", "root", "stays"});
  require("it is gone", !store.find_session("root"));
  require("nothing is known of it", !store.find_stored("root"));
  require("its state is gone", states_of(store, {"root"}).empty());
  require("the other is there", store.find_session("stays").has_value());
  require("nothing is left behind", store.check_storage().empty());
  require("a second time", !store.remove_session("root", fingerprint_of(store, "stays")));
  require("what never was", !store.remove_session("none", Digest{}));
  put_sample(store, "root");
  require_equal("made anew", store.read_messages("root", 0, 10).size(), 2);
}

void a_removal_expects_what_it_takes(SessionStore& store) {
  put_sample(store, "s");
  const Digest before = fingerprint_of(store, "s");
  store.grow_part("s", "msg_1_s", "msg_1_s-0", " more");
  require_error("after a change", ErrorCode::conflict, [&] { store.remove_session("s", before); });
  require_equal("messages", store.read_messages("s", 0, 10).size(), 2);
  require_equal("records", store.read_records("s").size(), 2);
  require("the state is there", !states_of(store, {"s"}).empty());
  require("as it is now", store.remove_session("s", fingerprint_of(store, "s")));
}

/// A store need not remember what was deleted; what it tells must be true.
void tombstones_are_true(SessionStore& store) {
  const Texts ids{"deleted", "removed", "child", "lives", "again", "never"};
  for (const char* const id : {"deleted", "removed", "lives", "again"}) put_sample(store, id);
  create_child(store, "child", "deleted");
  std::map<std::string, Digest> was;
  for (const char* const id : {"deleted", "removed", "child"}) was[id] = fingerprint_of(store, id);
  require("nothing was deleted so far", store.find_tombstones(ids).empty());
  store.delete_session("deleted");
  store.remove_session("removed", was.at("removed"));
  store.delete_session("again");
  put_sample(store, "again");
  std::set<std::string> told;
  for (const Tombstone& tombstone : store.find_tombstones(ids)) {
    require("it was deleted: " + tombstone.session_id, was.contains(tombstone.session_id));
    require("it is told once", told.insert(tombstone.session_id).second);
    if (tombstone.fingerprint) {
      require("with what it was", *tombstone.fingerprint == was.at(tombstone.session_id));
    }
  }
  require("all are remembered, or none", told.empty() || told.size() == was.size());
  require("of nobody's asking", store.find_tombstones({}).empty());
}

void identities_differ(SessionStore& one, SessionStore& other) {
  require("it has one", !one.identity().empty());
  require_equal("the same at any time", one.identity(), one.identity());
  require("another store has another", one.identity() != other.identity());
  const std::string before = one.identity();
  put_sample(one, "s");
  require_equal("whatever is in it", one.identity(), before);
}

}  // namespace

void add_copy_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("copies", checks);
  group.with_store("session_states tells every session once", every_session_is_told);
  group.with_store("find_session_states tells those it is asked for", those_asked_for_are_told);
  group.with_store("each change makes another stamp", each_change_is_another_stamp);
  group.with_store("remove_session takes one session alone", a_removal_takes_one_session);
  group.with_store("remove_session leaves what was changed", a_removal_expects_what_it_takes);
  group.with_store("find_tombstones tells what was deleted, and no more", tombstones_are_true);
  group.with_two("identity tells two stores apart", identities_differ);
  group.with_place("identity is the same for all who open it", [](StorePlace& place) {
    require_equal("identity", place.open()->identity(), place.open()->identity());
  });
}

}  // namespace sessionstore::conformance
