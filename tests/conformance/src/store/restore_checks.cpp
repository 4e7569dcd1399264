#include <fmt/format.h>
#include <sessionstore/fingerprint.h>

#include "store/group.h"

namespace sessionstore::conformance {
namespace {

void comes_back_verbatim(SessionStore& store) {
  put_sample(store, "s");
  const Digest fingerprint = fingerprint_of(store, "s");
  const SessionArchive archive = archive_session(store, "s");
  require_equal("turns archived", archive.turns.size(), store.read_messages("s", 0, 10).size());
  require_equal("records archived", archive.records, store.read_records("s"));
  store.delete_session("s");
  restore_session(store, archive);
  require_equal("fingerprint", fingerprint_of(store, "s"), fingerprint);
  const SessionArchive again = archive_session(store, "s");
  require_equal("turns", again.turns.size(), archive.turns.size());
  for (std::size_t i = 0; i < again.turns.size(); ++i) {
    require_equal("message", again.turns[i].message.data, archive.turns[i].message.data);
    require_equal("role", again.turns[i].message.role, archive.turns[i].message.role);
    require_equal("parts", again.turns[i].parts.size(), archive.turns[i].parts.size());
    for (std::size_t j = 0; j < again.turns[i].parts.size(); ++j) {
      require_equal("part", again.turns[i].parts[j].data, archive.turns[i].parts[j].data);
    }
  }
  require_equal("records", again.records, archive.records);
  require_equal("title", again.session.title, archive.session.title);
  require_equal("updated", again.session.updated, archive.session.updated);
  require_equal("message_count", again.session.message_count, archive.session.message_count);
  require_equal("input_tokens", again.session.input_tokens, archive.session.input_tokens);
  require_equal("cost", again.session.cost, archive.session.cost);
}

void says_what_it_replaces(SessionStore& store) {
  put_sample(store, "s");
  const SessionArchive archive = archive_session(store, "s");
  const Digest before = store.find_stored("s")->fingerprint;
  require_error("expecting none", ErrorCode::conflict, [&] { restore_session(store, archive); });
  store.append_message("s", make_turn("more"));
  store.grow_part("s", "more", "more-0", "pending");
  require_error("expecting what it was", ErrorCode::conflict,
                [&] { restore_session(store, archive, before); });
  require_equal("message_count", store.find_session("s")->message_count, 3);
  restore_session(store, archive, store.find_stored("s")->fingerprint);
  require_equal("message_count", store.find_session("s")->message_count, 2);
  require_equal("messages", store.read_messages("s", 0, 10).size(), 2);
  require_equal("parts in all", store.status().parts, 5);
  require_equal("fingerprint", store.find_stored("s")->fingerprint, before);
  require_equal("base", store.find_stored("s")->base_fingerprint, std::optional(before));
  require_error("expecting one that is not there", ErrorCode::conflict, [&] {
    SessionArchive absent = archive;
    absent.session.id = "absent";
    restore_session(store, absent, before);
  });
}

void find_stored_tells(SessionStore& store) {
  require("nothing of what is not there", !store.find_stored("s"));
  put_sample(store, "s");
  require("no base of what was written here", !store.find_stored("s")->base_fingerprint);
  const SessionArchive archive = archive_session(store, "s");
  store.delete_session("s");
  restore_session(store, archive);
  const StoredSession put = require_some("it", store.find_stored("s"));
  require_equal("base of what was put", put.base_fingerprint, std::optional(put.fingerprint));
  store.rename_session("s", "another");
  const StoredSession changed = require_some("it", store.find_stored("s"));
  require("the content is another", changed.fingerprint != put.fingerprint);
  require_equal("base", changed.base_fingerprint, std::optional(put.fingerprint));
  require_equal("fingerprint", changed.fingerprint, fingerprint_of(store, "s"));
}

}  // namespace

void add_restore_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("restore", checks);
  group.with_store("a whole session comes back verbatim", comes_back_verbatim);
  group.with_store("it says what it expects to replace", says_what_it_replaces);
  group.with_store("find_stored tells what was put and what it has become", find_stored_tells);
  group.with_store("find_all_stored tells of many at once", [](SessionStore& store) {
    Texts ids;
    for (int i = 0; i < 130; ++i) {
      ids.push_back(fmt::format("s{:03}", i));
      if (i % 10 == 0) put_sample(store, ids.back());
    }
    const StoredSessions found = store.find_all_stored(ids);
    require_equal("those there", found.size(), 13);
    for (const auto& [id, stored] : found) {
      const StoredSession alone = require_some(id, store.find_stored(id));
      require_equal("fingerprint", stored.fingerprint, alone.fingerprint);
      require_equal("base", stored.base_fingerprint, alone.base_fingerprint);
    }
    require_equal("none asked for", store.find_all_stored({}).size(), 0);
  });
  group.with_store("a session is read in canonical order", [](SessionStore& store) {
    struct Order : SessionVisitor {
      Texts seen;
      void on_session(Session session) override { seen.push_back(session.id); }
      void on_message(Message message) override { seen.push_back(message.id); }
      void on_part(Part part) override { seen.push_back(part.id); }
      void on_record(Record record) override { seen.push_back(record.kind); }
    } order;
    store.create_session(make_session("s"));
    store.put_record("s", make_record("z", "", "1"));
    store.append_message("s", make_turn("b", 2));
    store.append_message("s", make_turn("a", 0));
    store.append_message("s", make_turn("c", 1));
    store.put_record("s", make_record("y", "", "1"));
    store.read_session("s", order);
    require_equal("order", order.seen, Texts{"s", "b", "b-0", "b-1", "a", "c", "c-0", "y", "z"});
  });
  group.with_store("a fingerprint in the inventory is right or not given", [](SessionStore& store) {
    put_sample(store, "asked");
    put_sample(store, "never asked");
    put_sample(store, "changed");
    store.find_stored("asked");
    store.find_stored("changed");
    store.update_part("changed", "msg_1_changed", make_part("msg_1_changed-0"));
    for (const SessionEntry& entry : store.inventory().sessions) {
      if (!entry.fingerprint) continue;
      require_equal(entry.id, *entry.fingerprint, fingerprint_of(store, entry.id));
    }
  });
  group.with_store("the revision does not count in a fingerprint", [](SessionStore& store) {
    put_sample(store, "s");
    const Digest before = store.find_stored("s")->fingerprint;
    store.update_part("s", "msg_1_s", text_part("msg_1_s-0", "another"));
    require("another content", store.find_stored("s")->fingerprint != before);
    store.update_part("s", "msg_1_s", text_part("msg_1_s-0", "part 0"));
    require_equal("the same content", store.find_stored("s")->fingerprint, before);
  });
}

}  // namespace sessionstore::conformance
