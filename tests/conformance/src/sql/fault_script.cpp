#include "sql/fault_script.h"

#include <fmt/format.h>
#include <sessionstore/conformance/rows.h>
#include <sessionstore/fingerprint.h>

namespace sessionstore::conformance {
namespace {

std::string project_of(const std::string& session) { return "project of " + session; }

std::string counted(SessionStore& store, const std::string& session) {
  std::size_t parts = 0;
  const auto turns = store.read_messages(session, 0, 100);
  for (const Turn& turn : turns) parts += turn.parts.size();
  return fmt::format("{} messages, {} parts", turns.size(), parts);
}

Message changed_message() {
  Message message = make_message("m1", R"({"role":"user","changed":true})");
  message.input_tokens = 1'000;
  return message;
}

}  // namespace

const std::vector<ScriptStep>& fault_script() {
  using Store = SessionStore;
  using Id = std::string;
  static const std::vector<ScriptStep> script = {
      {"put_project",
       [](Store& store, const Id& id) {
         store.put_project({project_of(id), "P", {"alias of " + id}, {make_record("k", "", "1")}});
         return std::string();
       }},
      {"create_session",
       [](Store& store, const Id& id) {
         return std::to_string(store.create_session(make_session(id, project_of(id))).revision);
       }},
      {"append_message",
       [](Store& store, const Id& id) {
         const Message message = store.append_message(id, make_turn("m1", 2));
         return fmt::format("seq {}, revision {}", message.seq, message.revision);
       }},
      {"append_message without parts",
       [](Store& store, const Id& id) {
         return std::to_string(store.append_message(id, make_turn("m2", 0)).seq);
       }},
      {"append_part",
       [](Store& store, const Id& id) {
         return std::to_string(store.append_part(id, "m2", text_part("p", "")).position);
       }},
      {"update_message",
       [](Store& store, const Id& id) {
         return std::to_string(store.update_message(id, changed_message(), 2));
       }},
      {"update_part",
       [](Store& store, const Id& id) {
         return std::to_string(store.update_part(id, "m1", text_part("m1-0", "new"), 2));
       }},
      {"grow_part",
       [](Store& store, const Id& id) {
         return std::to_string(store.grow_part(id, "m2", "p", "a"));
       }},
      {"grow_part until it folds",
       [](Store& store, const Id& id) {
         return std::to_string(store.grow_part(id, "m2", "p", std::string(5'000, 'b')));
       }},
      {"put_record",
       [](Store& store, const Id& id) {
         return std::to_string(store.put_record(id, make_record("todo", "", "[1]")));
       }},
      {"put_record again",
       [](Store& store, const Id& id) {
         return std::to_string(store.put_record(id, make_record("todo", "", "[2]")));
       }},
      {"put_record of another key",
       [](Store& store, const Id& id) {
         return std::to_string(store.put_record(id, make_record("todo", "k", "[3]")));
       }},
      {"rename_session",
       [](Store& store, const Id& id) {
         return std::to_string(store.rename_session(id, "renamed"));
       }},
      {"archive_session",
       [](Store& store, const Id& id) { return std::to_string(store.archive_session(id, 7)); }},
      {"read_messages", counted},
      {"find_message",
       [](Store& store, const Id& id) {
         return std::to_string(store.find_message(id, "m1")->parts.size());
       }},
      {"read_records",
       [](Store& store, const Id& id) { return std::to_string(store.read_records(id).size()); }},
      {"find_session_ids",
       [](Store& store, const Id& id) {
         return std::to_string(store.find_session_ids(id, 10).size());
       }},
      {"list_sessions",
       [](Store& store, const Id& id) {
         SessionQuery query;
         query.project_id = project_of(id);
         query.archived = true;
         return std::to_string(store.list_sessions(query).sessions.size());
       }},
      {"find_project",
       [](Store& store, const Id& id) {
         const auto project = store.find_project("alias of " + id);
         return fmt::format("{} {}", project->aliases.size(), project->records.size());
       }},
      {"find_stored",
       [](Store& store, const Id& id) {
         return std::string(store.find_stored(id)->base_fingerprint ? "a base" : "no base");
       }},
      {"archive_session of all rows",
       [](Store& store, const Id& id) {
         const SessionArchive archive = archive_session(store, id);
         return fmt::format("{} {} {}", archive.turns.size(), archive.turns.at(0).parts.size(),
                            archive.records.size());
       },
       true},
      {"replacing it whole",
       [](Store& store, const Id& id) {
         // Sent again after a commit that nobody heard of, it finds what it brought.
         SessionArchive archive = archive_session(store, id);
         if (archive.turns.size() == 2) {
           archive.turns.pop_back();
           restore_session(store, archive, store.find_stored(id)->fingerprint);
         }
         return counted(store, id);
       },
       true},
      {"delete_record",
       [](Store& store, const Id& id) {
         return std::string(store.delete_record(id, "todo", "k") ? "there was one" : "none");
       }},
      {"delete_session",
       [](Store& store, const Id& id) { return std::to_string(store.delete_session(id)); }},
  };
  return script;
}

}  // namespace sessionstore::conformance
