#include <functional>
#include <string>

#include "store/group.h"

namespace sessionstore::conformance {
namespace {

const std::string kLongestId(kMaxIdBytes, 'x');
const std::string kTooLongId(kMaxIdBytes + 1, 'x');
const std::string kTooLongField(kMaxFieldBytes + 1, 'x');

std::string dump(SessionStore& store) {
  const StoreStatus status = store.status();
  const auto session = store.find_session("s");
  return std::to_string(status.projects) + " projects, " + std::to_string(status.sessions) +
         " sessions, " + std::to_string(status.messages) + " messages, " +
         std::to_string(status.parts) + " parts, " +
         std::to_string(store.read_records("s").size()) + " records, revision " +
         std::to_string(session ? session->revision : 0);
}

using LimitedWrite = std::function<void(SessionStore&)>;

// The error names what is too long, its size and the limit; and nothing of it has been written.
void add_refusal(std::vector<StoreCheck>& checks, std::string_view rule, const Texts& named,
                 const LimitedWrite& write) {
  checks.push_back({"limits", rule, [named, write](const NewStorePlace& new_place) {
                      const auto place = new_place();
                      const auto store = place->open();
                      put_sample(*store, "s");
                      const std::string before = dump(*store);
                      const Error error =
                          require_error("the write", ErrorCode::constraint, [&] { write(*store); });
                      const std::string text = error.what();
                      for (const std::string& name : named) {
                        require("the error has \"" + name + "\": " + text,
                                text.find(name) != std::string::npos);
                      }
                      require_equal("what is in the store", dump(*store), before);
                    }});
}

LimitedWrite creating(void (*spoil)(Session&)) {
  return [spoil](SessionStore& store) {
    Session session = make_session("new", "new project");
    spoil(session);
    store.create_session(session);
  };
}

LimitedWrite appending(void (*spoil)(Turn&)) {
  return [spoil](SessionStore& store) {
    Turn turn = make_turn("new", 2);
    spoil(turn);
    store.append_message("s", turn);
  };
}

LimitedWrite putting(const Project& project) {
  return [project](SessionStore& store) { store.put_project(project); };
}

void longest_values_fit(SessionStore& store) {
  const std::string& id = kLongestId;
  const std::string field(kMaxFieldBytes, 'f');
  Session session = make_session(id, id);
  session.parent_id = session.agent_project_id = id;
  session.title = session.directory = session.author = session.machine = field;
  store.create_session(session);
  Turn turn{make_message(id), {make_part(id)}};
  turn.message.role = turn.parts[0].type = field;
  store.append_message(id, turn);
  store.put_record(id, make_record(id, id, "1"));
  store.put_project({id, field, {std::string(kMaxIdBytes, 'y')}, {make_record(id, id, "1")}});
  require_equal("title", store.find_session(id)->title, field);
  require_equal("parent", store.find_session(id)->parent_id, std::optional(id));
  require_equal("role", store.find_message(id, id)->message.role, field);
  require_equal("type", store.find_message(id, id)->parts.at(0).type, field);
  require_equal("key", store.read_records(id).at(0).key, id);
  require_equal("alias", store.find_project(std::string(kMaxIdBytes, 'y'))->id, id);
}

// Ids that differ only behind what a shorter index would keep.
void longest_ids_are_whole(SessionStore& store) {
  for (const char last : {'a', 'b', 'c'}) {
    const std::string id = std::string(kMaxIdBytes - 1, 'x') + last;
    store.create_session(make_session(id, id));
    store.append_message(id, Turn{make_message(id), {make_part(id)}});
    store.put_record(id, make_record(id, id, "1"));
  }
  require_equal("sessions", store.status().sessions, 3);
  require_equal("projects", store.status().projects, 3);
}

}  // namespace

void add_limit_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("limits", checks);
  group.with_store("the longest of everything fits", longest_values_fit);
  group.with_store("ids that differ in byte 255 are different", longest_ids_are_whole);
  add_refusal(checks, "a session's id of 256 bytes", {"session's id", "256", "255"},
              creating([](Session& s) { s.id = kTooLongId; }));
  add_refusal(checks, "a session without an id", {"session's id"},
              creating([](Session& s) { s.id = ""; }));
  add_refusal(checks, "a session's id with a NUL byte", {"session's id"},
              creating([](Session& s) { s.id = std::string("a\0b", 3); }));
  add_refusal(checks, "a session's id that is no UTF-8", {"session's id"},
              creating([](Session& s) { s.id = "\xC3"; }));
  add_refusal(checks, "a project's id of 256 bytes", {"project id", "256"},
              creating([](Session& s) { s.project_id = kTooLongId; }));
  add_refusal(checks, "a parent's id of 256 bytes", {"parent id", "256"},
              creating([](Session& s) { s.parent_id = kTooLongId; }));
  add_refusal(checks, "a title of 4,097 bytes", {"title", "4097", "4096"},
              creating([](Session& s) { s.title = kTooLongField; }));
  add_refusal(checks, "a title that is no UTF-8", {"title"},
              creating([](Session& s) { s.title = "caf\xE9"; }));
  add_refusal(checks, "a new title of 4,097 bytes", {"title", "4097"},
              [](SessionStore& store) { store.rename_session("s", kTooLongField); });
  add_refusal(checks, "a message's id of 256 bytes", {"message's id", "256"},
              appending([](Turn& turn) { turn.message.id = kTooLongId; }));
  add_refusal(checks, "a role of 4,097 bytes", {"role", "4097"},
              appending([](Turn& turn) { turn.message.role = kTooLongField; }));
  add_refusal(checks, "the second part's id of 256 bytes", {"part's id", "256"},
              appending([](Turn& turn) { turn.parts[1].id = kTooLongId; }));
  add_refusal(checks, "the second part's type of 4,097 bytes", {"type", "4097"},
              appending([](Turn& turn) { turn.parts[1].type = kTooLongField; }));
  add_refusal(checks, "a part that is added with no id", {"part's id"},
              [](SessionStore& store) { store.append_part("s", "msg_1_s", make_part("")); });
  add_refusal(checks, "streamed text that is no UTF-8", {},
              [](SessionStore& store) { store.grow_part("s", "msg_1_s", "msg_1_s-0", "caf\xE9"); });
  add_refusal(checks, "a record's kind of 256 bytes", {"kind", "256"},
              [](SessionStore& store) { store.put_record("s", make_record(kTooLongId, "", "1")); });
  add_refusal(checks, "a record's key of 256 bytes", {"key", "256"}, [](SessionStore& store) {
    store.put_record("s", make_record("kind", kTooLongId, "1"));
  });
  add_refusal(checks, "a project's second alias that is empty", {"alias"},
              putting({"p", "p", {"fine", ""}, {}}));
  add_refusal(checks, "a project's alias of 256 bytes", {"alias", "256"},
              putting({"p", "p", {kTooLongId}, {}}));
  add_refusal(checks, "a project's record of too long a key", {"key", "256"},
              putting({"p", "p", {}, {make_record("kind", kTooLongId, "1")}}));
}

}  // namespace sessionstore::conformance
