#include "store/group.h"

namespace sessionstore::conformance {
namespace {

// A write that must fail with `code` leaves the store as it was, and still working.
void require_nothing_happens(SessionStore& store, ErrorCode code, void (*write)(SessionStore&)) {
  put_sample(store, "s");
  const Session before = require_some("the session", store.find_session("s"));
  const Digest content = store.find_stored("s")->fingerprint;
  const StoreStatus counts = store.status();
  require_error("the write", code, [&] { write(store); });
  const Session after = require_some("the session", store.find_session("s"));
  require_equal("revision", after.revision, before.revision);
  require_equal("time of change", after.updated, before.updated);
  require_equal("message_count", after.message_count, before.message_count);
  require_equal("input_tokens", after.input_tokens, before.input_tokens);
  require_equal("title", after.title, before.title);
  require_equal("content", store.find_stored("s")->fingerprint, content);
  require_equal("projects", store.status().projects, counts.projects);
  require_equal("sessions", store.status().sessions, counts.sessions);
  require_equal("messages", store.status().messages, counts.messages);
  require_equal("parts", store.status().parts, counts.parts);
  require_equal("the next seq", store.append_message("s", make_turn("next")).seq, 3);
}

}  // namespace

void add_atomicity_checks(std::vector<StoreCheck>& checks) {
  const auto nothing_happens = [&](std::string_view rule, ErrorCode code,
                                   void (*write)(SessionStore&)) {
    checks.push_back({"atomicity", rule, [code, write](const NewStorePlace& new_place) {
                        const auto place = new_place();
                        require_nothing_happens(*place->open(), code, write);
                      }});
  };
  nothing_happens("an append of a message that is known", ErrorCode::already_exists,
                  [](SessionStore& store) { store.append_message("s", make_turn("msg_1_s")); });
  nothing_happens("an append whose second part has an id twice", ErrorCode::already_exists,
                  [](SessionStore& store) {
                    Turn turn = make_turn("new", 3);
                    turn.parts[1].id = turn.parts[0].id;
                    store.append_message("s", turn);
                  });
  nothing_happens("an append whose last of 1,000 parts has an id twice", ErrorCode::already_exists,
                  [](SessionStore& store) {
                    Turn turn = make_turn("new", 1'000);
                    turn.parts.back().id = turn.parts.front().id;
                    store.append_message("s", turn);
                  });
  nothing_happens(
      "an append of a part that is known", ErrorCode::already_exists,
      [](SessionStore& store) { store.append_part("s", "msg_2_s", make_part("msg_2_s-0")); });
  nothing_happens("an append to no message", ErrorCode::not_found,
                  [](SessionStore& store) { store.append_part("s", "none", make_part("p")); });
  nothing_happens("an update of no part", ErrorCode::not_found, [](SessionStore& store) {
    store.update_part("s", "msg_1_s", make_part("none"));
  });
  nothing_happens("a session that is known, in a new project", ErrorCode::already_exists,
                  [](SessionStore& store) { store.create_session(make_session("s", "new")); });
  nothing_happens("a stale update", ErrorCode::conflict, [](SessionStore& store) {
    store.update_part("s", "msg_1_s", make_part("msg_1_s-0", "1"), 1);
  });
  nothing_happens("a restore over what nobody expected", ErrorCode::conflict,
                  [](SessionStore& store) {
                    SessionArchive archive = archive_session(store, "s");
                    archive.turns.clear();
                    restore_session(store, archive);
                  });
  nothing_happens("a writer that is destroyed before it commits", ErrorCode::conflict,
                  [](SessionStore& store) {
                    const Digest known = store.find_stored("s")->fingerprint;
                    const auto writer = store.bulk_writer();
                    writer->put_project({"new", "new", {}, {}});
                    writer->begin_session(make_session("s", "new"), known);
                    writer->end_session(Digest{});
                    writer->begin_session(make_session("other"), known);
                  });
}

}  // namespace sessionstore::conformance
