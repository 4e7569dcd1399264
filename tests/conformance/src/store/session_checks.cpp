#include "store/group.h"
#include "store/in_bulk.h"

namespace sessionstore::conformance {
namespace {

Session whole_session() {
  Session session = make_session("s", "github.com/acme/app");
  session.parent_id = "ses_parent";
  session.agent_project_id = "abc";
  session.author = "alice";
  session.machine = "laptop";
  session.created = 3;
  session.updated = 4;
  session.archived = 5;
  return session;
}

void every_session_column_comes_back(SessionStore& store) {
  const Session session = whole_session();
  store.create_session(session);
  const Session read = require_some("the session", store.find_session("s"));
  require_equal("id", read.id, "s");
  require_equal("project_id", read.project_id, session.project_id);
  require_equal("agent_project_id", read.agent_project_id, "abc");
  require_equal("parent_id", read.parent_id, session.parent_id);
  require_equal("title", read.title, session.title);
  require_equal("directory", read.directory, session.directory);
  require_equal("author", read.author, "alice");
  require_equal("machine", read.machine, "laptop");
  require_equal("created", read.created, 3);
  require_equal("updated", read.updated, 4);
  require_equal("archived", read.archived, session.archived);
  require_equal("data", read.data, session.data);
}

void absent_is_not_empty(SessionStore& store) {
  Session session = make_session("s");
  session.author = session.machine = session.agent_project_id = session.directory = "";
  store.create_session(session);
  const Session read = require_some("the session", store.find_session("s"));
  require("no parent", !read.parent_id);
  require("not archived", !read.archived);
  require_equal("author", read.author, "");
  require_equal("directory", read.directory, "");
  session = make_session("at time zero");
  session.archived = 0;
  store.create_session(session);
  require_equal("archived", store.find_session("at time zero")->archived, std::optional<Millis>(0));
}

void rename_and_archive(SessionStore& store) {
  Session session = make_session("s");
  session.data = json::Document::parse(R"({"title":"old","x":1.0,"time":{"created":1}})");
  store.create_session(session);
  store.rename_session("s", "new \"🚀\"");
  store.archive_session("s", 77);
  Session read = require_some("the session", store.find_session("s"));
  require_equal("title", read.title, "new \"🚀\"");
  require_equal("archived", read.archived, std::optional<Millis>(77));
  require_equal("data", read.data.text(),
                R"({"title":"new \"🚀\"","x":1.0,"time":{"created":1,"archived":77}})");
  store.archive_session("s", std::nullopt);
  read = require_some("the session", store.find_session("s"));
  require("not archived", !read.archived);
  require_equal("data", read.data.text(), R"({"title":"new \"🚀\"","x":1.0,"time":{"created":1}})");
  require_equal("hash", read.data.hash(), sha256(read.data.text()));
}

void nothing_else_changes(SessionStore& store) {
  Session session = whole_session();
  session.archived.reset();
  store.create_session(session);
  store.append_message("s", make_turn("m"));
  store.rename_session("s", "t");
  store.archive_session("s", 9);
  const Session read = require_some("the session", store.find_session("s"));
  require_equal("parent_id", read.parent_id, session.parent_id);
  require_equal("author", read.author, session.author);
  require_equal("created", read.created, session.created);
  require_equal("directory", read.directory, session.directory);
  require_equal("message_count", read.message_count, 1);
  require_equal("input_tokens", read.input_tokens, 10);
  require_equal("parts", store.find_message("s", "m")->parts.size(), 3);
}

}  // namespace

void add_session_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("sessions", checks);
  group.with_store("come back with every column", every_session_column_comes_back);
  group.with_store("tell absent from empty and from zero", absent_is_not_empty);
  group.with_store("are renamed and archived in the column and in the data", rename_and_archive);
  group.with_store("keep all else as they are renamed and archived", nothing_else_changes);
  group.with_store("of a known id are refused and unchanged", [](SessionStore& store) {
    put_sample(store, "s");
    Session again = make_session("s", "another project");
    again.title = "another";
    require_error("create_session", ErrorCode::already_exists,
                  [&] { store.create_session(again); });
    require_equal("title", store.find_session("s")->title, "about s");
    require_equal("messages", store.status().messages, 2);
    require("no project was made for it", !store.find_project("another project"));
  });
  group.with_store("start without counts and sums, at revision 1", [](SessionStore& store) {
    Session session = make_session("s");
    session.revision = session.message_count = session.input_tokens = session.output_tokens = 5;
    session.cost = 5;
    for (const Session& one : {store.create_session(session), *store.find_session("s")}) {
      require_equal("revision", one.revision, 1);
      require_equal("message_count", one.message_count, 0);
      require_equal("input_tokens", one.input_tokens, 0);
      require_equal("output_tokens", one.output_tokens, 0);
      require_equal("cost", one.cost, 0.0);
    }
  });
  group.with_store("have a time of change that never goes back", [](SessionStore& store) {
    constexpr Millis kFarAhead = 9'000'000'000'000;  // another machine's clock was wrong
    store.create_session(make_session("s", "p", kFarAhead));
    store.rename_session("s", "t");
    store.append_message("s", make_turn("m"));
    store.put_record("s", make_record("todo", "", "1"));
    require_equal("updated", store.find_session("s")->updated, kFarAhead);
  });
  group.with_store("have a time of change that moves with each change", [](SessionStore& store) {
    constexpr Millis kLongAgo = 1'000;
    using Change = void (*)(SessionStore&);
    const std::vector<Change> changes = {
        [](SessionStore& s) { s.rename_session("s", "t"); },
        [](SessionStore& s) { s.archive_session("s", std::nullopt); },
        [](SessionStore& s) { s.append_message("s", make_turn("n")); },
        [](SessionStore& s) { s.update_message("s", make_message("m")); },
        [](SessionStore& s) { s.append_part("s", "m", make_part("p")); },
        [](SessionStore& s) { s.update_part("s", "m", make_part("m-0")); },
        [](SessionStore& s) { s.put_record("s", make_record("todo", "", "1")); },
        [](SessionStore& s) { s.delete_record("s", "gone", ""); },
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
      const auto stored = store.find_stored("s");
      in_bulk(store, [&](BulkWriter& writer) {
        writer.begin_session(make_session("s", "p", kLongAgo),
                             stored ? std::optional(stored->fingerprint) : std::nullopt);
        writer.put_message(make_message("m"));
        writer.put_part(make_part("m-0"));
        writer.put_record(make_record("gone", "", "1"));
        writer.end_session(Digest{});
      });
      require_equal("before", store.find_session("s")->updated, kLongAgo);
      changes[i](store);
      require("change " + std::to_string(i) + " moves the time",
              store.find_session("s")->updated > kLongAgo);
    }
  });
}

}  // namespace sessionstore::conformance
