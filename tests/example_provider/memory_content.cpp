#include "memory_content.h"

#include <algorithm>

namespace example {

using namespace sessionstore;

Error not_found(std::string_view what, std::string_view id) {
  return {ErrorCode::not_found, "there is no " + std::string(what) + " '" + std::string(id) + "'"};
}

Error already_exists(std::string_view what, std::string_view id) {
  return {ErrorCode::already_exists,
          std::string(what) + " '" + std::string(id) + "' is there already"};
}

void require_revision(Revision current, std::optional<Revision> expected) {
  if (!expected || *expected == current) return;
  throw Error(ErrorCode::conflict, "it is at revision " + std::to_string(current) + ", not " +
                                       std::to_string(*expected));
}

Revision WholeSession::touch(std::optional<Millis> now) {
  if (now) session.updated = std::max(session.updated, *now);
  return ++session.revision;
}

Turn& WholeSession::turn(std::string_view message_id) {
  for (Turn& one : turns) {
    if (one.message.id == message_id) return one;
  }
  throw not_found("message", message_id);
}

Part& WholeSession::part(std::string_view message_id, std::string_view part_id) {
  for (Part& one : turn(message_id).parts) {
    if (one.id == part_id) return one;
  }
  throw not_found("part", part_id);
}

const Message& WholeSession::append(Message message) {
  for (const Turn& one : turns) {
    if (one.message.id == message.id) throw already_exists("message", message.id);
  }
  message.seq = ++session.message_count;
  message.revision = session.revision;
  session.input_tokens += message.input_tokens;
  session.output_tokens += message.output_tokens;
  session.cost += message.cost;
  turns.push_back({std::move(message), {}});
  return turns.back().message;
}

const Part& WholeSession::append(Turn& turn, Part part) {
  for (const Part& one : turn.parts) {
    if (one.id == part.id) throw already_exists("part", part.id);
  }
  part.message_seq = turn.message.seq;
  part.position = static_cast<std::int64_t>(turn.parts.size());
  part.revision = session.revision;
  turn.parts.push_back(std::move(part));
  return turn.parts.back();
}

void WholeSession::visit(SessionVisitor& visitor) const {
  visitor.on_session(session);
  for (const auto& [message, parts] : turns) {
    visitor.on_message(message);
    for (const Part& part : parts) visitor.on_part(part);
  }
  for (const auto& [name, record] : records) {
    visitor.on_record({name.first, name.second, record.data});
  }
}

Digest WholeSession::fingerprint() const {
  Fingerprinter fingerprinter;
  visit(fingerprinter);
  return fingerprinter.finish();
}

}  // namespace example
