#include <sessionstore/fingerprint.h>

#include "store/group.h"

namespace sessionstore::conformance {
namespace {

using Write = void (*)(SessionStore&);

// A write, and what is there already that must not help it.
void require_not_found(SessionStore& store, Write write) {
  put_sample(store, "known");
  const Session before = require_some("the session", store.find_session("known"));
  require_error("the write", ErrorCode::not_found, [&] { write(store); });
  const Session after = require_some("the session", store.find_session("known"));
  require_equal("the revision of a session beside it", after.revision, before.revision);
  require_equal("the time of change of a session beside it", after.updated, before.updated);
  require_equal("the number of sessions", store.status().sessions, 1);
}

}  // namespace

void add_absence_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("absence", checks);
  group.with_store("an empty store answers every read", [](SessionStore& store) {
    require("no session is found", !store.find_session("none"));
    require("nothing is known of its content", !store.find_stored("none"));
    require("no message is found", !store.find_message("none", "m"));
    require("no project is found", !store.find_project("none"));
    require("no messages are read", store.read_messages("none", 0, 10).empty());
    require("no records are read", store.read_records("none").empty());
    require("no session is listed", store.list_sessions({}).sessions.empty());
    require("the list ends there", !store.list_sessions({}).next);
    require("no project is listed", store.list_projects().empty());
    require("no id is found", store.find_session_ids("", 10).empty());
    require("the inventory has no session", store.inventory().sessions.empty());
    require("the inventory has no project", store.inventory().projects.empty());
    require_equal("sessions deleted", store.delete_session("none"), 0);
  });
  group.with_store("an empty store counts nothing", [](SessionStore& store) {
    const StoreStatus status = store.status();
    require_equal("projects", status.projects, 0);
    require_equal("sessions", status.sessions, 0);
    require_equal("messages", status.messages, 0);
    require_equal("parts", status.parts, 0);
    require("it has a provider's name", !status.provider.empty());
    require_equal("the location of the status", status.location, store.location());
    require("its own check finds nothing wrong", store.check_storage().empty());
  });
  group.with_store("a session without content reads as such", [](SessionStore& store) {
    store.create_session(make_session("s"));
    require("no message", store.read_messages("s", 0, 10).empty());
    require("no record", store.read_records("s").empty());
    require("no message of an id", !store.find_message("s", "m"));
    require("no record to delete", !store.delete_record("s", "todo", ""));
  });
  group.with_store("reading a session that is not there is not_found", [](SessionStore& store) {
    Fingerprinter visitor;
    require_error("read_session", ErrorCode::not_found,
                  [&] { store.read_session("none", visitor); });
    require_error("archive_session", ErrorCode::not_found, [&] { archive_session(store, "none"); });
  });
  const auto refuses = [&](std::string_view rule, Write write) {
    checks.push_back({"absence", rule, [write](const NewStorePlace& new_place) {
                        const auto place = new_place();
                        require_not_found(*place->open(), write);
                      }});
  };
  refuses("rename_session of no session", [](SessionStore& s) { s.rename_session("none", "t"); });
  refuses("archive_session of no session", [](SessionStore& s) { s.archive_session("none", 1); });
  refuses("append_message to no session",
          [](SessionStore& s) { s.append_message("none", make_turn("m")); });
  refuses("update_message in no session",
          [](SessionStore& s) { s.update_message("none", make_message("msg_1_known")); });
  refuses("update_message of no message",
          [](SessionStore& s) { s.update_message("known", make_message("none")); });
  refuses("append_part in no session",
          [](SessionStore& s) { s.append_part("none", "msg_1_known", make_part("p")); });
  refuses("append_part to no message",
          [](SessionStore& s) { s.append_part("known", "none", make_part("p")); });
  refuses("update_part in no session",
          [](SessionStore& s) { s.update_part("none", "msg_1_known", make_part("p")); });
  refuses("update_part in no message",
          [](SessionStore& s) { s.update_part("known", "none", make_part("msg_1_known-0")); });
  refuses("update_part of no part",
          [](SessionStore& s) { s.update_part("known", "msg_2_known", make_part("none")); });
  refuses("grow_part of no part",
          [](SessionStore& s) { s.grow_part("known", "msg_1_known", "none", "x"); });
  refuses("grow_part in no session",
          [](SessionStore& s) { s.grow_part("none", "msg_1_known", "msg_1_known-0", "x"); });
  refuses("put_record in no session",
          [](SessionStore& s) { s.put_record("none", make_record("k", "", "1")); });
  refuses("delete_record in no session",
          [](SessionStore& s) { s.delete_record("none", "todo", ""); });
}

}  // namespace sessionstore::conformance
