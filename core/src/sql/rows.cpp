#include "sql/rows.h"

#include <fmt/format.h>

namespace sessionstore::sql {

std::string text_of(const Row& row, int column) { return std::string(row.bytes(column)); }

std::optional<std::int64_t> optional_integer(const Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.integer(column);
}

Digest digest_of(const Row& row, int column) {
  const std::string_view raw = row.bytes(column);
  return raw.size() == Digest::kSize ? Digest::from_raw(raw) : Digest{};
}

std::optional<Digest> optional_digest(const Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return digest_of(row, column);
}

json::Document document_from(const Row& row, int text_column) {
  return json::Document::stored(text_of(row, text_column), digest_of(row, text_column + 1));
}

Session session_from(const Row& row) {
  Session session;
  session.id = text_of(row, 0);
  session.project_id = text_of(row, 1);
  session.agent_project_id = text_of(row, 2);
  if (!row.is_null(3)) session.parent_id = text_of(row, 3);
  session.title = text_of(row, 4);
  session.directory = text_of(row, 5);
  session.author = text_of(row, 6);
  session.machine = text_of(row, 7);
  session.message_count = row.integer(8);
  session.input_tokens = row.integer(9);
  session.output_tokens = row.integer(10);
  session.cost = row.real(11);
  session.created = row.integer(12);
  session.updated = row.integer(13);
  session.archived = optional_integer(row, 14);
  session.revision = row.integer(15);
  session.data = document_from(row, 16);
  return session;
}

Message message_from(const Row& row) {
  Message message;
  message.id = text_of(row, 0);
  message.seq = row.integer(1);
  message.role = text_of(row, 2);
  message.created = row.integer(3);
  message.updated = row.integer(4);
  message.input_tokens = row.integer(5);
  message.output_tokens = row.integer(6);
  message.cost = row.real(7);
  message.revision = row.integer(8);
  message.data = document_from(row, 9);
  return message;
}

Part part_from(const Row& row) {
  Part part;
  part.id = text_of(row, 0);
  part.message_seq = row.integer(1);
  part.position = row.integer(2);
  part.type = text_of(row, 3);
  part.created = row.integer(4);
  part.updated = row.integer(5);
  part.revision = row.integer(6);
  part.data = document_from(row, 7);
  return part;
}

Record record_from(const Row& row) {
  return {text_of(row, 0), text_of(row, 1), document_from(row, 2)};
}

Value nullable(const std::optional<std::string>& text) {
  if (text) return std::string_view(*text);
  return nullptr;
}

Value nullable(const std::optional<std::int64_t>& number) {
  if (number) return *number;
  return nullptr;
}

Blob blob_of(const Digest& digest) { return {digest.raw()}; }

void require_whole(std::string_view what, std::string_view id, const json::Document& data) {
  if (data.intact()) return;
  throw Error(ErrorCode::corrupt,
              fmt::format("{} '{}' is damaged: its hash does not match", what, id),
              "import the session again from its source, or restore a backup");
}

Error not_found(std::string_view what, std::string_view id) {
  return {ErrorCode::not_found, fmt::format("there is no {} '{}' in the store", what, id)};
}

void require_revision(std::string_view what, std::string_view id, Revision current,
                      std::optional<Revision> expected) {
  if (!expected || *expected == current) return;
  throw Error(ErrorCode::conflict,
              fmt::format("{} '{}' was changed by someone else: it is at revision {}, not {}", what,
                          id, current, *expected),
              "read it again and repeat the change");
}

}  // namespace sessionstore::sql
