#include "sql/sql_store.h"

#include <sessionstore/error.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>
#include <sessionstore/limits.h>

#include <algorithm>
#include <array>

#include "sql/duplicate.h"
#include "sql/page_queries.h"
#include "sql/project_queries.h"
#include "sql/record_queries.h"
#include "sql/rows.h"
#include "sql/state_queries.h"

namespace sessionstore::sql {
namespace {

void check_limit(std::int64_t limit) {
  if (limit >= 1 && limit <= 10'000) return;
  throw Error(ErrorCode::invalid_argument,
              "a page holds 1 to 10000 rows, not " + std::to_string(limit));
}

/// One that lends no connection.
std::shared_ptr<ConnectionPool> refusing_pool(const Error& why) {
  const auto refuse = [why](std::chrono::milliseconds) -> std::unique_ptr<Connection> {
    throw Error(why);
  };
  return std::make_shared<ConnectionPool>("nothing may be written", refuse, PoolLimits{});
}

}  // namespace

std::unique_ptr<SessionStore> make_sql_store(SqlBackend backend) {
  if (backend.read_only) backend.writers = refusing_pool(*backend.read_only);
  return std::make_unique<SqlStore>(std::move(backend));
}

StoreStatus SqlStore::status() {
  return steps_.read([&](Connection& connection) {
    StoreStatus status{backend_.provider, backend_.location, backend_.schema_version, 0, 0, 0, 0};
    const auto count = [&](std::string_view sql, std::int64_t& into) {
      connection.query(sql, {}, [&](const Row& row) { into = row.integer(0); });
    };
    count("SELECT COUNT(*) FROM ss_project", status.projects);
    count("SELECT COUNT(*) FROM ss_session", status.sessions);
    count("SELECT COUNT(*) FROM ss_message", status.messages);
    count("SELECT COUNT(*) FROM ss_part", status.parts);
    status.connection = connection.protection();
    return status;
  });
}

std::vector<Difference> SqlStore::check_storage() {
  return steps_.query([&](Connection& connection) { return backend_.check_storage(connection); });
}

void SqlStore::put_project(const Project& project) {
  check(project);
  steps_.write_repeatable([&](Connection& connection) {
    put_project_rows(connection, project);
    return true;
  });
}

std::optional<Project> SqlStore::find_project(std::string_view id_or_alias) {
  return steps_.read(
      [&](Connection& connection) { return select_project(connection, id_or_alias); });
}

std::vector<ProjectSummary> SqlStore::list_projects() {
  return steps_.read([&](Connection& connection) { return select_project_summaries(connection); });
}

Session SqlStore::create_session(const Session& session) {
  check(session);
  Session created = session;
  created.message_count = created.input_tokens = created.output_tokens = 0;
  created.cost = 0;
  created.revision = 1;
  const auto step = [&](Connection& connection) {
    ensure_project(connection, session.project_id);
    const NewSession added{created, std::nullopt};
    insert_new(
        [&] {
          insert_sessions(connection, {&added, 1});
        },
        [&](int number) {
          if (!select_session(connection, session.id)) return;
          throw Error(ErrorCode::already_exists,
                      "session '" + session.id + "' is in the store already",
                      "read it, or give the new one another id", number);
        });
    return created;
  };
  return steps_.write(step, [&](Connection& connection) {
    if (!lock_session(connection, session.id)) return false;
    return select_session(connection, session.id)->data.hash() == created.data.hash();
  });
}

std::optional<Session> SqlStore::find_session(std::string_view id) {
  return steps_.query([&](Connection& connection) { return select_session(connection, id); });
}

std::vector<std::string> SqlStore::find_session_ids(std::string_view prefix, std::int64_t limit) {
  check_limit(limit);
  return steps_.query(
      [&](Connection& connection) { return select_session_ids(connection, prefix, limit); });
}

SessionPage SqlStore::list_sessions(const SessionQuery& page_query) {
  check_limit(page_query.limit);
  return steps_.read([&](Connection& connection) { return select_page(connection, page_query); });
}

template <typename Change>
Revision SqlStore::change_session(std::string_view id, std::optional<Revision> expected,
                                  const Change& change) {
  Digest wanted;
  Revision revision = 0;
  const auto step = [&](Connection& connection) {
    revision = touch_session(connection, id, {}).revision;
    require_revision("session", id, revision - 1, expected);
    std::optional<Session> session = select_session(connection, id);
    if (!session) throw not_found("session", id);
    require_whole("session", id, session->data);
    change(*session);
    session->updated = std::max(session->updated, backend_.clock());
    update_session(connection, *session);
    wanted = session->data.hash();
    return revision;
  };
  return steps_.write(step, [&](Connection& connection) {
    if (!lock_session(connection, id)) return false;
    const std::optional<Session> found = select_session(connection, id);
    return found->revision >= revision && found->data.hash() == wanted;
  });
}

Revision SqlStore::rename_session(std::string_view id, std::string_view title,
                                  std::optional<Revision> expected) {
  check_field("the session's title", title);
  return change_session(id, expected, [&](Session& session) {
    session.title = title;
    constexpr std::array<std::string_view, 1> kPath = {"title"};
    session.data = json::with_member(session.data, kPath, json::quote(title));
  });
}

Revision SqlStore::archive_session(std::string_view id, std::optional<Millis> archived,
                                   std::optional<Revision> expected) {
  return change_session(id, expected, [&](Session& session) {
    session.archived = archived;
    constexpr std::array<std::string_view, 2> kPath = {"time", "archived"};
    session.data = json::with_member(session.data, kPath,
                                     archived ? std::to_string(*archived) : std::string());
  });
}

std::int64_t SqlStore::delete_session(std::string_view id) {
  const auto step = [&](Connection& connection) {
    const std::vector<std::string> family = select_family(connection, id);
    std::int64_t deleted = 0;
    for (const std::string& member : family) {
      // Held first, so that nobody appends to what is being deleted.
      if (!lock_session(connection, member)) continue;
      put_tombstone(connection, {member, select_fingerprint(connection, member), backend_.clock()});
      delete_content(connection, member);
      delete_session_row(connection, member);
      ++deleted;
    }
    return deleted;
  };
  return steps_.write(step, [&](Connection& connection) { return !lock_session(connection, id); });
}

Revision SqlStore::put_record(std::string_view session_id, const Record& record,
                              std::optional<Revision> expected) {
  check(record);
  Revision revision = 0;
  const auto step = [&](Connection& connection) {
    revision = touch_session(connection, session_id, {.updated = backend_.clock()}).revision;
    const Revision current =
        select_record_revision(connection, session_id, record.kind, record.key);
    require_revision("record", record.kind, current, expected);
    put_record_row(connection, session_id, record, revision);
    return revision;
  };
  return steps_.write(step, [&](Connection& connection) {
    lock_session(connection, session_id);
    return holds_record(connection, session_id, record, revision);
  });
}

std::vector<Record> SqlStore::read_records(std::string_view session_id) {
  return steps_.query([&](Connection& connection) {
    std::vector<Record> records;
    select_records(connection, session_id,
                   [&](Record record) { records.push_back(std::move(record)); });
    return records;
  });
}

bool SqlStore::delete_record(std::string_view session_id, std::string_view kind,
                             std::string_view key) {
  const auto step = [&](Connection& connection) {
    if (select_record_revision(connection, session_id, kind, key) == 0) {
      // Nothing changes, so nobody may see a change.
      if (!select_session(connection, session_id)) throw not_found("session", session_id);
      return false;
    }
    touch_session(connection, session_id, {.updated = backend_.clock()});
    return delete_record_row(connection, session_id, kind, key);
  };
  return steps_.write(step, [&](Connection& connection) {
    lock_session(connection, session_id);
    return select_record_revision(connection, session_id, kind, key) == 0;
  });
}

}  // namespace sessionstore::sql
