#include <sessionstore/error.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>
#include <sessionstore/limits.h>

#include "memory_store.h"

namespace example {

using namespace sessionstore;

Message MemoryStore::append_message(std::string_view session_id, const Turn& turn) {
  check(turn.message);
  for (const Part& part : turn.parts) check(part);
  return change(session_id, [&](WholeSession& whole) {
    whole.touch(clock_());
    const Message message = whole.append(turn.message);
    for (const Part& part : turn.parts) whole.append(whole.turns.back(), part);
    return message;
  });
}

std::vector<Turn> MemoryStore::read_messages(std::string_view session_id, std::int64_t after_seq,
                                             std::int64_t limit) {
  if (limit < 1 || limit > 10'000) {
    throw Error(ErrorCode::invalid_argument, "a page holds 1 to 10000 messages");
  }
  std::vector<Turn> page;
  const auto whole = snapshot(session_id);
  if (!whole) return page;
  for (const Turn& turn : whole->turns) {
    if (turn.message.seq > after_seq && std::ssize(page) < limit) page.push_back(turn);
  }
  return page;
}

std::optional<Turn> MemoryStore::find_message(std::string_view session_id, std::string_view id) {
  const auto whole = snapshot(session_id);
  if (!whole) return std::nullopt;
  for (const Turn& turn : whole->turns) {
    if (turn.message.id == id) return turn;
  }
  return std::nullopt;
}

Revision MemoryStore::update_message(std::string_view session_id, const Message& message,
                                     std::optional<Revision> expected) {
  check(message);
  return change(session_id, [&](WholeSession& whole) {
    Message& old = whole.turn(message.id).message;
    require_revision(old.revision, expected);
    whole.session.input_tokens += message.input_tokens - old.input_tokens;
    whole.session.output_tokens += message.output_tokens - old.output_tokens;
    whole.session.cost += message.cost - old.cost;
    const std::int64_t seq = old.seq;
    old = message;
    old.seq = seq;
    old.revision = whole.touch(clock_());
    return old.revision;
  });
}

Part MemoryStore::append_part(std::string_view session_id, std::string_view message_id,
                              const Part& part) {
  check(part);
  return change(session_id, [&](WholeSession& whole) {
    whole.touch(clock_());
    return Part(whole.append(whole.turn(message_id), part));
  });
}

Revision MemoryStore::update_part(std::string_view session_id, std::string_view message_id,
                                  const Part& part, std::optional<Revision> expected) {
  check(part);
  return change(session_id, [&](WholeSession& whole) {
    Part& old = whole.part(message_id, part.id);
    require_revision(old.revision, expected);
    old.type = part.type;
    old.created = part.created;
    old.updated = part.updated;
    old.data = part.data;
    old.revision = whole.touch(clock_());
    return old.revision;
  });
}

Revision MemoryStore::grow_part(std::string_view session_id, std::string_view message_id,
                                std::string_view part_id, std::string_view text,
                                std::optional<Revision> expected) {
  bool replaced = false;
  json::Document::parse(json::quote(text), &replaced);
  if (replaced) throw Error(ErrorCode::constraint, "the added text is not valid UTF-8");
  return change(session_id, [&](WholeSession& whole) {
    Part& part = whole.part(message_id, part_id);
    require_revision(part.revision, expected);
    part.data = json::with_text_appended(part.data, "text", text);
    part.revision = whole.touch(std::nullopt);
    return part.revision;
  });
}

Revision MemoryStore::put_record(std::string_view session_id, const Record& record,
                                 std::optional<Revision> expected) {
  check(record);
  return change(session_id, [&](WholeSession& whole) {
    StoredRecord& stored = whole.records[{record.kind, record.key}];
    require_revision(stored.revision, expected);
    stored = {record.data, whole.touch(clock_())};
    return stored.revision;
  });
}

std::vector<Record> MemoryStore::read_records(std::string_view session_id) {
  std::vector<Record> records;
  const auto whole = snapshot(session_id);
  if (!whole) return records;
  for (const auto& [name, record] : whole->records) {
    records.push_back({name.first, name.second, record.data});
  }
  return records;
}

bool MemoryStore::delete_record(std::string_view session_id, std::string_view kind,
                                std::string_view key) {
  return change(session_id, [&](WholeSession& whole) {
    const bool found = whole.records.erase({std::string(kind), std::string(key)}) != 0;
    if (found) whole.touch(clock_());
    return found;
  });
}

}  // namespace example
