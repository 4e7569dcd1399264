#include <sessionstore/fingerprint.h>
#include <sessionstore/transfer.h>

#include "store/group.h"

namespace sessionstore::conformance {
namespace {

void fill(SessionStore& store) {
  store.put_project({"p", "Project", {"alias"}, {make_record("worktree", "/a", "{}")}});
  put_sample(store, "one", "p");
  put_sample(store, "two", "q");
  Session child = make_session("child", "p");
  child.parent_id = "one";
  child.archived = 8;
  store.create_session(child);
  store.append_message("child", make_turn("m", 2));
  store.grow_part("child", "m", "m-1", " and pending text");
}

void require_same_sessions(SessionStore& one, SessionStore& other) {
  const Inventory inventory = one.inventory();
  require_equal("sessions", other.inventory().sessions.size(), inventory.sessions.size());
  for (const SessionEntry& entry : inventory.sessions) {
    require_equal("fingerprint of " + entry.id, fingerprint_of(other, entry.id),
                  fingerprint_of(one, entry.id));
    const Session left = require_some(entry.id, one.find_session(entry.id));
    const Session right = require_some(entry.id, other.find_session(entry.id));
    require_equal("project", right.project_id, left.project_id);
    require_equal("title", right.title, left.title);
    require_equal("updated", right.updated, left.updated);
    require_equal("archived", right.archived, left.archived);
    require_equal("parent", right.parent_id, left.parent_id);
    require_equal("message_count", right.message_count, left.message_count);
    require_equal("cost", right.cost, left.cost);
  }
}

void everything_arrives(SessionStore& from, SessionStore& to) {
  fill(from);
  const TransferReport report = transfer(from, to, {});
  require_equal("written", report.written, 3);
  require_equal("verified", report.verified, 3);
  require_equal("skipped", report.skipped.size(), 0);
  require_equal("from", report.from, from.location());
  require_equal("to", report.to, to.location());
  require_same_sessions(from, to);
  const Project project = require_some("the project", to.find_project("alias"));
  require_equal("name", project.name, "Project");
  require_equal("records", project.records.size(), 1);
  require("verification finds nothing", verify_store(to).differences.empty());
  const TransferReport again = transfer(from, to, {});
  require_equal("written again", again.written, 0);
  require_equal("unchanged", again.unchanged, 3);
}

void what_grew_follows(SessionStore& from, SessionStore& to) {
  fill(from);
  transfer(from, to, {});
  from.append_message("one", make_turn("more"));
  put_sample(from, "new", "p");
  const TransferReport report = transfer(from, to, {});
  require_equal("written", report.written, 2);
  require_equal("unchanged", report.unchanged, 2);
  require_same_sessions(from, to);
}

void what_changed_there_stays(SessionStore& from, SessionStore& to) {
  fill(from);
  transfer(from, to, {});
  to.append_message("one", make_turn("written there"));
  from.append_message("one", make_turn("written here"));
  const Digest kept = to.find_stored("one")->fingerprint;
  const TransferReport report = transfer(from, to, {});
  require_equal("written", report.written, 0);
  require_equal("skipped", report.skipped.size(), 1);
  require_equal("content there", to.find_stored("one")->fingerprint, kept);
}

}  // namespace

void add_transfer_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("transfer", checks);
  group.with_two("everything arrives, and is left alone then", everything_arrives);
  group.with_two("what grew in the source follows", what_grew_follows);
  group.with_two("what was changed in the store stays", what_changed_there_stays);
  group.with_two("sessions go back to where they came from",
                 [](SessionStore& one, SessionStore& two) {
                   fill(one);
                   transfer(one, two, {});
                   two.rename_session("two", "renamed");
                   for (const char* const id : {"one", "two"}) one.delete_session(id);
                   transfer(two, one, {});
                   require_same_sessions(two, one);
                 });
  group.with_store("verification finds nothing in what was written by hand",
                   [](SessionStore& store) {
                     fill(store);
                     const auto found = verify_store(store).differences;
                     require_equal("differences", found.size(), 0);
                   });
}

}  // namespace sessionstore::conformance
