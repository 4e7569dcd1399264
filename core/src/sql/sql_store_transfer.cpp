#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/error.h>
#include <sessionstore/fingerprint.h>

#include <algorithm>

#include "sql/message_queries.h"
#include "sql/part_queries.h"
#include "sql/project_queries.h"
#include "sql/record_queries.h"
#include "sql/rows.h"
#include "sql/sql_store.h"

namespace sessionstore::sql {
namespace {

// Messages held at a time while a session streams; its parts are never held. Nearly every session
// is one page, so that the number of round trips does not grow with it.
constexpr std::size_t kBytesPerPage = 4U << 20U;
constexpr std::int64_t kMessagesOnFirstPage = 2000;

/// How many are worth asking for next, where `page` has shown how large they are.
std::int64_t next_limit(const MessagePage& page) {
  const std::size_t average = page.bytes / page.messages.size() + 1;
  return std::clamp(static_cast<std::int64_t>(kBytesPerPage / average), std::int64_t{100},
                    std::int64_t{20'000});
}
constexpr std::size_t kIdsPerQuery = 100;

/// Adds what is known of the sessions `ids`, at most kIdsPerQuery. Returns those whose fingerprint
/// must be computed first.
std::vector<std::string> select_stored(Connection& connection, std::span<const std::string> ids,
                                       StoredSessions& found) {
  static const std::string sql =
      fmt::format("SELECT id, fingerprint, base_fingerprint FROM ss_session WHERE id IN ({})",
                  fmt::join(std::vector<std::string_view>(kIdsPerQuery, "?"), ", "));
  // Always as many, so that it is one statement to prepare: the last one fills up.
  std::vector<Value> parameters(kIdsPerQuery, std::string_view(ids.back()));
  std::ranges::copy(ids, parameters.begin());
  std::vector<std::string> unknown_fingerprint;
  connection.query(sql, parameters, [&](const Row& row) {
    if (const auto fingerprint = optional_digest(row, 1)) {
      found.insert_or_assign(text_of(row, 0), StoredSession{*fingerprint, optional_digest(row, 2)});
    } else {
      unknown_fingerprint.push_back(text_of(row, 0));
    }
  });
  return unknown_fingerprint;
}

/// One page's messages and parts, merged. Returns the last message's seq.
std::int64_t stream_page(Connection& connection, std::string_view id, std::vector<Message> messages,
                         SessionVisitor& visitor) {
  const std::int64_t first = messages.front().seq;
  const std::int64_t last = messages.back().seq;
  auto next = messages.begin();
  const auto emit_messages_up_to = [&](std::int64_t seq) {
    for (; next != messages.end() && next->seq <= seq; ++next) visitor.on_message(std::move(*next));
  };
  select_parts(connection, id, first, last, [&](Part part) {
    emit_messages_up_to(part.message_seq);
    visitor.on_part(std::move(part));
  });
  emit_messages_up_to(last);
  return last;
}

}  // namespace

void stream_session(Connection& connection, std::string_view id, SessionVisitor& visitor,
                    bool& begun) {
  std::optional<Session> session = select_session(connection, id);
  if (!session) throw not_found("session", id);
  begun = true;
  visitor.on_session(std::move(*session));
  std::int64_t after = 0;
  std::int64_t limit = kMessagesOnFirstPage;
  for (bool last = false; !last;) {
    MessagePage page = select_messages(connection, id, after, limit, kBytesPerPage);
    if (page.messages.empty()) break;
    limit = next_limit(page);
    last = page.last;
    after = stream_page(connection, id, std::move(page.messages), visitor);
  }
  select_records(connection, id, [&](Record record) { visitor.on_record(std::move(record)); });
}

Inventory SqlStore::inventory() {
  return steps_.read([&](Connection& connection) {
    Inventory inventory;
    inventory.projects = select_whole_projects(connection);
    connection.query("SELECT id, fingerprint FROM ss_session ORDER BY id", {}, [&](const Row& row) {
      inventory.sessions.push_back({text_of(row, 0), optional_digest(row, 1)});
    });
    return inventory;
  });
}

void SqlStore::read_session(std::string_view id, SessionVisitor& visitor) {
  bool begun = false;
  steps_.read([&](Connection& connection) {
    if (begun) {
      throw Error(ErrorCode::unavailable,
                  fmt::format("the connection was lost while session '{}' was read", id),
                  "run the same command again");
    }
    stream_session(connection, id, visitor, begun);
    return true;
  });
}

std::optional<StoredSession> SqlStore::find_stored(std::string_view id) {
  struct Stored {
    std::optional<Digest> fingerprint;
    std::optional<Digest> base;
    Revision revision = 0;
  };
  Digest computed;
  const auto stored = steps_.read([&](Connection& connection) {
    std::optional<Stored> found;
    connection.query("SELECT fingerprint, base_fingerprint, revision FROM ss_session WHERE id = ?",
                     {id}, [&](const Row& row) {
                       found = {optional_digest(row, 0), optional_digest(row, 1), row.integer(2)};
                     });
    if (!found || found->fingerprint) return found;
    Fingerprinter fingerprinter;
    bool begun = false;
    stream_session(connection, id, fingerprinter, begun);
    computed = fingerprinter.finish();
    return found;
  });
  if (!stored) return std::nullopt;
  if (!stored->fingerprint && !backend_.read_only) {
    // Kept for the next time, unless the session has changed meanwhile.
    steps_.write_repeatable([&](Connection& connection) {
      return connection.execute(
          "UPDATE ss_session SET fingerprint = ? WHERE id = ? AND revision = ?",
          {blob_of(computed), id, stored->revision});
    });
  }
  return StoredSession{stored->fingerprint.value_or(computed), stored->base};
}

StoredSessions SqlStore::find_all_stored(std::span<const std::string> ids) {
  StoredSessions found;
  while (!ids.empty()) {
    const auto some = ids.first(std::min(ids.size(), kIdsPerQuery));
    ids = ids.subspan(some.size());
    const auto unknown_fingerprint = steps_.query(
        [&](Connection& connection) { return select_stored(connection, some, found); });
    for (const std::string& id : unknown_fingerprint) {
      if (auto stored = find_stored(id)) found.emplace(id, *stored);
    }
  }
  return found;
}

std::unique_ptr<BulkWriter> SqlStore::bulk_writer() { return make_bulk_writer(steps_); }

}  // namespace sessionstore::sql
