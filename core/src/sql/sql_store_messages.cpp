#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/limits.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "json/utf8.h"
#include "sql/duplicate.h"
#include "sql/message_queries.h"
#include "sql/part_queries.h"
#include "sql/rows.h"
#include "sql/sql_store.h"

namespace sessionstore::sql {
namespace {

/// Parts as they will be stored: numbered from `position` on, all of one revision.
std::vector<Part> numbered(std::span<const Part> parts, std::int64_t seq, std::int64_t position,
                           Revision revision) {
  std::vector<Part> rows(parts.begin(), parts.end());
  for (Part& part : rows) {
    part.message_seq = seq;
    part.position = position++;
    part.revision = revision;
  }
  return rows;
}

constexpr const char* kTakenHint = "update it, or give the new one another id";

void require_distinct_parts(const Turn& turn) {
  std::set<std::string_view> ids;
  for (const Part& part : turn.parts) {
    if (ids.insert(part.id).second) continue;
    throw Error(ErrorCode::already_exists,
                fmt::format("two parts of message '{}' have the id '{}'", turn.message.id, part.id),
                "give each part an id of its own");
  }
}

bool same_document(const Part& one, const Part& other) {
  return one.data.hash() == other.data.hash();
}

std::vector<Turn> with_parts(Connection& connection, std::string_view session_id,
                             std::vector<Message> messages) {
  std::vector<Turn> turns;
  if (messages.empty()) return turns;
  const std::int64_t first = messages.front().seq;
  const std::int64_t last = messages.back().seq;
  turns.reserve(messages.size());
  for (Message& message : messages) turns.push_back({std::move(message), {}});
  auto turn = turns.begin();
  select_parts(connection, session_id, first, last, [&](Part part) {
    while (turn->message.seq < part.message_seq) ++turn;
    turn->parts.push_back(std::move(part));
  });
  return turns;
}

}  // namespace

Message SqlStore::append_message(std::string_view session_id, const Turn& turn) {
  check(turn.message);
  for (const Part& part : turn.parts) check(part);
  require_distinct_parts(turn);
  Message message = turn.message;
  const auto step = [&](Connection& connection) {
    const TouchedSession session = touch_session(
        connection, session_id,
        {1, message.input_tokens, message.output_tokens, message.cost, backend_.clock()});
    message.seq = session.message_count;
    message.revision = session.revision;
    const Owned<Message> owned{session_id, &message};
    insert_new(
        [&] {
          insert_messages(connection, {&owned, 1});
        },
        [&](int number) {
          if (!select_message(connection, session_id, message.id)) return;
          throw Error(
              ErrorCode::already_exists,
              fmt::format("message '{}' is in session '{}' already", message.id, session_id),
              kTakenHint, number);
        });
    const std::vector<Part> parts = numbered(turn.parts, message.seq, 0, message.revision);
    insert_new([&] { insert_parts(connection, owned_by(session_id, parts)); });
    return message;
  };
  return steps_.write(step, [&](Connection& connection) {
    lock_session(connection, session_id);
    if (!holds_message(connection, session_id, message)) return false;
    const Turn found = std::move(with_parts(connection, session_id, {message}).front());
    return std::equal(found.parts.begin(), found.parts.end(), turn.parts.begin(), turn.parts.end(),
                      same_document);
  });
}

std::vector<Turn> SqlStore::read_messages(std::string_view session_id, std::int64_t after_seq,
                                          std::int64_t limit) {
  if (limit < 1 || limit > 10'000) {
    throw Error(ErrorCode::invalid_argument,
                "a page holds 1 to 10000 messages, not " + std::to_string(limit));
  }
  return steps_.read([&](Connection& connection) {
    return with_parts(connection, session_id,
                      select_messages(connection, session_id, after_seq, limit).messages);
  });
}

std::optional<Turn> SqlStore::find_message(std::string_view session_id, std::string_view id) {
  return steps_.read([&](Connection& connection) -> std::optional<Turn> {
    std::optional<Message> message = select_message(connection, session_id, id);
    if (!message) return std::nullopt;
    std::vector<Message> one;
    one.push_back(std::move(*message));
    return std::move(with_parts(connection, session_id, std::move(one)).front());
  });
}

Revision SqlStore::update_message(std::string_view session_id, const Message& message,
                                  std::optional<Revision> expected) {
  check(message);
  Message changed = message;
  const auto step = [&](Connection& connection) {
    changed.revision =
        touch_session(connection, session_id, {.updated = backend_.clock()}).revision;
    const MessageState old = select_message_state(connection, session_id, message.id);
    require_revision("message", message.id, old.revision, expected);
    add_sums(connection, session_id,
             {0,
              message.input_tokens - old.input_tokens,
              message.output_tokens - old.output_tokens,
              message.cost - old.cost,
              {}});
    update_message_row(connection, session_id, old.seq, changed);
    return changed.revision;
  };
  return steps_.write(step, [&](Connection& connection) {
    lock_session(connection, session_id);
    return holds_message(connection, session_id, changed);
  });
}

Part SqlStore::append_part(std::string_view session_id, std::string_view message_id,
                           const Part& part) {
  check(part);
  std::vector<Part> rows;
  const auto step = [&](Connection& connection) {
    const Revision revision =
        touch_session(connection, session_id, {.updated = backend_.clock()}).revision;
    const std::int64_t seq = select_message_state(connection, session_id, message_id).seq;
    rows = numbered({&part, 1}, seq, select_part_count(connection, session_id, seq), revision);
    insert_new([&] { insert_parts(connection, owned_by(session_id, rows)); },
               [&](int number) {
                 if (!find_part_state(connection, session_id, message_id, part.id)) return;
                 throw Error(
                     ErrorCode::already_exists,
                     fmt::format("part '{}' is in message '{}' already", part.id, message_id),
                     kTakenHint, number);
               });
    return rows.front();
  };
  return steps_.write(step, [&](Connection& connection) {
    lock_session(connection, session_id);
    return holds_part(connection, session_id, message_id, rows.front());
  });
}

Revision SqlStore::update_part(std::string_view session_id, std::string_view message_id,
                               const Part& part, std::optional<Revision> expected) {
  check(part);
  Part changed = part;
  const auto step = [&](Connection& connection) {
    changed.revision =
        touch_session(connection, session_id, {.updated = backend_.clock()}).revision;
    const PartState state = select_part_state(connection, session_id, message_id, part.id);
    require_revision("part", part.id, state.revision, expected);
    update_part_row(connection, session_id, state, changed);
    return changed.revision;
  };
  return steps_.write(step, [&](Connection& connection) {
    lock_session(connection, session_id);
    return holds_part(connection, session_id, message_id, changed);
  });
}

Revision SqlStore::grow_part(std::string_view session_id, std::string_view message_id,
                             std::string_view part_id, std::string_view text,
                             std::optional<Revision> expected) {
  if (!json::is_utf8(text)) {
    throw Error(ErrorCode::constraint,
                "the text added to part '" + std::string(part_id) + "' is not valid UTF-8");
  }
  Revision revision = 0;
  std::optional<Digest> folded;
  const auto step = [&](Connection& connection) {
    revision = touch_session(connection, session_id, {}).revision;
    const PartState state = select_part_state(connection, session_id, message_id, part_id);
    require_revision("part", part_id, state.revision, expected);
    folded = grow_part_row(connection, session_id, state, part_id, text, revision);
    if (folded) raise_updated(connection, session_id, backend_.clock());
    return revision;
  };
  return steps_.write(step, [&](Connection& connection) {
    lock_session(connection, session_id);
    const auto found = find_part_state(connection, session_id, message_id, part_id);
    if (!found) return false;
    const auto grown = has_grown(connection, session_id, *found, revision, text, folded);
    if (grown) return *grown;
    throw Error::of_unknown_outcome(
        {ErrorCode::unavailable,
         fmt::format(
             "the connection was lost while part '{}' grew, and others have changed it since",
             part_id)});
  });
}

}  // namespace sessionstore::sql
