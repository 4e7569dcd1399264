#include <fmt/format.h>
#include <sessionstore/fingerprint.h>

#include "store/group.h"
#include "store/in_bulk.h"

namespace sessionstore::conformance {
namespace {

void put_empty(BulkWriter& writer, const Session& session) {
  writer.begin_session(session, std::nullopt);
  writer.end_session(Digest{});
}

bool throws_error(const std::function<void()>& call) {
  try {
    call();
    return false;
  } catch (const Error&) {
    return true;
  }
}

void a_conflict_stops_one_session_only(SessionStore& store) {
  put_sample(store, "known");
  {
    const auto writer = store.bulk_writer();
    put_empty(*writer, make_session("new"));
    require_error("begin_session of a known one", ErrorCode::conflict,
                  [&] { writer->begin_session(make_session("known", "q"), std::nullopt); });
    require_error("of another content", ErrorCode::conflict,
                  [&] { writer->begin_session(make_session("known", "q"), Digest{}); });
    require_error("of one that is not there", ErrorCode::conflict,
                  [&] { writer->begin_session(make_session("absent", "q"), Digest{}); });
    writer->begin_session(make_session("newer"), std::nullopt);
    writer->put_message(make_message("m"));
    writer->put_part(make_part("p"));
    writer->end_session(Digest{});
    writer->commit();
    put_empty(*writer, make_session("never"));
  }
  require("the one before is there", store.find_session("new").has_value());
  require_equal("the one after", store.find_session("newer")->message_count, 1);
  require("what was not committed is not", !store.find_session("never"));
  require("nor is the one in conflict", !store.find_session("absent"));
  require("nor its project", !store.find_project("q"));
  require_equal("the known one", store.find_session("known")->message_count, 2);
}

void many_sessions_in_commits(SessionStore& store) {
  in_bulk(store, [&](BulkWriter& writer) {
    writer.put_project({"p", "P", {"alias"}, {make_record("k", "", "1")}});
    for (int i = 0; i < 60; ++i) {
      writer.begin_session(make_session(fmt::format("s{:02}", i), "p", 1'000 + i), std::nullopt);
      for (int m = 0; m < 4; ++m) {
        writer.put_message(make_message(fmt::format("m{}", m)));
        for (int p = 0; p < m; ++p) writer.put_part(text_part(fmt::format("p{}", p), "x"));
      }
      writer.put_record(make_record("diff", "", "1"));
      writer.put_record(make_record("todo", "", "1"));
      writer.end_session(Digest{});
      if (i % 25 == 24) writer.commit();
    }
  });
  const StoreStatus status = store.status();
  require_equal("sessions", status.sessions, 60);
  require_equal("messages", status.messages, 240);
  require_equal("parts", status.parts, 360);
  require_equal("alias", require_some("it", store.find_project("alias")).id, "p");
  const Session last = require_some("the session", store.find_session("s59"));
  require_equal("message_count", last.message_count, 4);
  require_equal("input_tokens", last.input_tokens, 40);
  require_equal("output_tokens", last.output_tokens, 12);
  require_equal("cost", last.cost, 1.0);
  require_equal("updated as put", last.updated, 1'059);
  require_equal("newest first", store.list_sessions({}).sessions.at(0).id, "s59");
  for (const Turn& turn : store.read_messages("s30", 0, 10)) {
    require_equal("parts", turn.parts.size(), turn.message.seq - 1);
    std::int64_t position = 0;
    for (const Part& part : turn.parts) require_equal("position", part.position, position++);
  }
}

}  // namespace

void add_bulk_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("bulk", checks);
  group.with_store("a conflict stops one session and not the writer",
                   a_conflict_stops_one_session_only);
  group.with_store("60 sessions in three commits", many_sessions_in_commits);
  group.with_store("a session that is not complete is not committed", [](SessionStore& store) {
    in_bulk(store, [&](BulkWriter& writer) {
      writer.begin_session(make_session("s"), std::nullopt);
      writer.put_message(make_message("m"));
      require_error("commit", ErrorCode::invalid_argument, [&] { writer.commit(); });
      writer.put_part(make_part("p"));
      writer.end_session(Digest{});
    });
    require_equal("messages", store.find_session("s")->message_count, 1);
  });
  group.with_store("a writer that has failed commits nothing", [](SessionStore& store) {
    bool failed = false;
    {
      const auto writer = store.bulk_writer();
      put_empty(*writer, make_session("before"));
      // It may come to light at any of these calls.
      const auto put_twice = [&] {
        writer->begin_session(make_session("s"), std::nullopt);
        writer->put_message(make_message("m"));
        writer->put_message(make_message("m"));
        writer->end_session(Digest{});
        writer->commit();
      };
      failed = throws_error(put_twice);
      throws_error([&] { writer->commit(); });
    }
    require("two messages of one id are refused", failed);
    require_equal("sessions", store.inventory().sessions.size(), 0);
  });
  group.with_store("a writer that was given nothing does nothing", [](SessionStore& store) {
    store.bulk_writer()->commit();
    (void)store.bulk_writer();
    put_sample(store, "s");
    require_equal("sessions", store.status().sessions, 1);
  });
  group.with_store("a child and an archived one are listed as such", [](SessionStore& store) {
    in_bulk(store, [&](BulkWriter& writer) {
      Session child = make_session("child");
      child.parent_id = "root";
      Session archived = make_session("archived");
      archived.archived = 5;
      for (const Session& one : {make_session("root"), child, archived}) put_empty(writer, one);
    });
    require_equal("listed", store.list_sessions({}).sessions.size(), 1);
    require_equal("deleted with its child", store.delete_session("root"), 2);
  });
  group.with_store("a replaced session has nothing of the old one", [](SessionStore& store) {
    put_sample(store, "s", "old project");
    store.grow_part("s", "msg_1_s", "msg_1_s-0", "pending");
    const Digest old = store.find_stored("s")->fingerprint;
    in_bulk(store, [&](BulkWriter& writer) {
      Session session = make_session("s", "new project");
      session.archived = 3;
      writer.begin_session(session, old);
      writer.put_message(make_message("msg_1_s"));
      writer.put_part(text_part("msg_1_s-0", "new"));
      writer.end_session(Digest{});
    });
    const Session read = require_some("the session", store.find_session("s"));
    require_equal("project", read.project_id, "new project");
    require_equal("message_count", read.message_count, 1);
    require_equal("input_tokens", read.input_tokens, 10);
    require_equal("records", store.read_records("s").size(), 0);
    require_equal("parts in all", store.status().parts, 1);
    require_equal("text", text_of(store.find_message("s", "msg_1_s")->parts.at(0)), "new");
    require_equal("listed", store.list_sessions({}).sessions.size(), 0);
  });
  group.with_store("limits hold here too", [](SessionStore& store) {
    in_bulk(store, [&](BulkWriter& writer) {
      const std::string long_id(kMaxIdBytes + 1, 'x');
      require_error("a session", ErrorCode::constraint,
                    [&] { writer.begin_session(make_session(long_id), std::nullopt); });
      writer.begin_session(make_session("s"), std::nullopt);
      require_error("a message", ErrorCode::constraint,
                    [&] { writer.put_message(make_message(long_id)); });
      writer.put_message(make_message("m"));
      require_error("a part", ErrorCode::constraint, [&] { writer.put_part(make_part(long_id)); });
      require_error("a record", ErrorCode::constraint,
                    [&] { writer.put_record(make_record(long_id, "", "1")); });
      writer.end_session(Digest{});
    });
    require_equal("messages", store.status().messages, 1);
    require_equal("parts", store.status().parts, 0);
  });
  group.with_store("a session may be of 3,000 rows", [](SessionStore& store) {
    Fingerprinter expected;
    Digest fingerprint;
    in_bulk(store, [&](BulkWriter& writer) {
      const Session session = make_session("s");
      writer.begin_session(session, std::nullopt);
      expected.add(session);
      for (int i = 0; i < 1'000; ++i) {
        const Message message = make_message(fmt::format("m{}", i), fmt::format("[{}]", i));
        const Part part = text_part("p", std::string(static_cast<std::size_t>(i) * 3, 'x'));
        writer.put_message(message);
        writer.put_part(part);
        expected.add(message);
        expected.add(part);
      }
      for (int i = 0; i < 1'000; ++i) {
        const Record record = make_record("k", fmt::format("{:04}", i), std::to_string(i));
        writer.put_record(record);
        expected.add(record);
      }
      fingerprint = expected.finish();
      writer.end_session(fingerprint);
    });
    Fingerprinter found(Fingerprinter::Trust::recompute);
    store.read_session("s", found);
    require_equal("fingerprint of what is read", found.finish(), fingerprint);
    require_equal("fingerprint as stored", store.find_stored("s")->fingerprint, fingerprint);
  });
}

}  // namespace sessionstore::conformance
