#include "store/group.h"

namespace sessionstore::conformance {
namespace {

using Change = Revision (*)(SessionStore&, std::optional<Revision>);

// The revision that a writer must have read, for a change to the first message, part or record.
struct Subject {
  std::string_view name;
  Revision (*current)(SessionStore&);
  Change change;
};

Revision of_session(SessionStore& store) { return store.find_session("s")->revision; }
Turn first_turn(SessionStore& store) {
  return require_some("the message", store.find_message("s", "msg_1_s"));
}
Revision of_message(SessionStore& store) { return first_turn(store).message.revision; }
Revision of_part(SessionStore& store) { return first_turn(store).parts.at(1).revision; }
Revision of_record(SessionStore& store) {
  return store.put_record("s", make_record("todo", "", "[0]"));
}

std::string everything(SessionStore& store) {
  const SessionArchive archive = archive_session(store, "s");
  std::string text = archive.session.title + archive.session.data.text() +
                     std::to_string(archive.session.revision) +
                     std::to_string(archive.session.updated);
  for (const Turn& turn : archive.turns) {
    text += '\n' + turn.message.data.text() + std::to_string(turn.message.revision);
    for (const Part& part : turn.parts) text += part.data.text() + std::to_string(part.revision);
  }
  for (const Record& record : archive.records) text += '\n' + describe(record);
  return text;
}

void require_optimistic(SessionStore& store, const Subject& subject) {
  put_sample(store, "s");
  const Revision read = subject.current(store);
  const Revision changed = subject.change(store, read);
  require("a change makes a newer revision", changed > read);
  const std::string before = everything(store);
  for (const Revision stale : {read, changed + 1, Revision{0}, Revision{-1}}) {
    require_error("a change from revision " + std::to_string(stale), ErrorCode::conflict,
                  [&] { subject.change(store, stale); });
    require_equal("what is in the store", everything(store), before);
  }
  const Revision again = subject.change(store, changed);
  require("with the revision that it has now it goes on", again > changed);
  require("without a revision it overwrites", subject.change(store, std::nullopt) > again);
}

const std::vector<Subject>& subjects() {
  static const std::vector<Subject> all = {
      {"rename_session", of_session,
       [](SessionStore& store, std::optional<Revision> expected) {
         return store.rename_session("s", "renamed", expected);
       }},
      {"archive_session", of_session,
       [](SessionStore& store, std::optional<Revision> expected) {
         return store.archive_session("s", 9, expected);
       }},
      {"update_message", of_message,
       [](SessionStore& store, std::optional<Revision> expected) {
         return store.update_message("s", make_message("msg_1_s", "[1]"), expected);
       }},
      {"update_part", of_part,
       [](SessionStore& store, std::optional<Revision> expected) {
         return store.update_part("s", "msg_1_s", make_part("msg_1_s-1", "[1]"), expected);
       }},
      {"grow_part", of_part,
       [](SessionStore& store, std::optional<Revision> expected) {
         return store.grow_part("s", "msg_1_s", "msg_1_s-1", "more", expected);
       }},
      {"put_record", of_record,
       [](SessionStore& store, std::optional<Revision> expected) {
         return store.put_record("s", make_record("todo", "", "[1]"), expected);
       }},
  };
  return all;
}

}  // namespace

void add_conflict_checks(std::vector<StoreCheck>& checks) {
  for (const Subject& subject : subjects()) {
    checks.push_back({"conflicts", subject.name, [&subject](const NewStorePlace& new_place) {
                        const auto place = new_place();
                        require_optimistic(*place->open(), subject);
                      }});
  }
  StoreGroup group("conflicts", checks);
  group.with_store("growing and replacing a part know of each other", [](SessionStore& store) {
    put_sample(store, "s");
    const Revision read = of_part(store);
    const Part whole = text_part("msg_1_s-1", "whole");
    const Revision grown = store.grow_part("s", "msg_1_s", "msg_1_s-1", "a", read);
    require_equal("revision of the part", of_part(store), grown);
    require_error("replacing what grew", ErrorCode::conflict,
                  [&] { store.update_part("s", "msg_1_s", whole, read); });
    const Revision replaced = store.update_part("s", "msg_1_s", whole, grown);
    require_error("growing what was replaced", ErrorCode::conflict,
                  [&] { store.grow_part("s", "msg_1_s", "msg_1_s-1", "b", grown); });
    store.grow_part("s", "msg_1_s", "msg_1_s-1", "!", replaced);
    require_equal("text", text_of(first_turn(store).parts.at(1)), "whole!");
  });
  group.with_store("a change to one row is none to its neighbours", [](SessionStore& store) {
    put_sample(store, "s");
    const Revision message = of_message(store);
    const Revision part = of_part(store);
    store.append_message("s", make_turn("more"));
    store.rename_session("s", "renamed");
    store.update_part("s", "msg_1_s", make_part("msg_1_s-0"), {});
    require("the message can be changed",
            store.update_message("s", make_message("msg_1_s", "1"), message) > message);
    require("the part can be changed",
            store.update_part("s", "msg_1_s", make_part("msg_1_s-1", "1"), part) > part);
  });
  group.with_store("a record that was deleted meanwhile", [](SessionStore& store) {
    put_sample(store, "s");
    const Revision read = of_record(store);
    require("it is deleted", store.delete_record("s", "todo", ""));
    require_error("a change from what was read", ErrorCode::conflict,
                  [&] { store.put_record("s", make_record("todo", "", "1"), read); });
    require_equal("records", store.read_records("s").size(), 1);
  });
}

}  // namespace sessionstore::conformance
