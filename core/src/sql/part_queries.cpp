#include "sql/part_queries.h"

#include <fmt/format.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <algorithm>
#include <map>
#include <utility>

#include "sql/duplicate.h"
#include "sql/row_checksums.h"
#include "sql/rows.h"

namespace sessionstore::sql {
namespace {

constexpr std::string_view kGrowingKey = "text";
// Below this much pending text folding would come too often to pay.
constexpr std::int64_t kLeastFold = 4096;

struct PendingText {
  std::string text;
  Revision revision = 0;
};
using PendingByPlace = std::map<std::pair<std::int64_t, std::int64_t>, PendingText>;

PendingByPlace select_pending(Connection& connection, std::string_view session_id,
                              std::int64_t first_seq, std::int64_t last_seq) {
  PendingByPlace pending;
  connection.query(
      "SELECT message_seq, position, revision, added, hash FROM ss_part_delta WHERE session_id = ? "
      "AND message_seq >= ? AND message_seq <= ? ORDER BY message_seq, position, revision",
      {session_id, first_seq, last_seq}, [&](const Row& row) {
        const std::string_view added = row.bytes(3);
        if (sha256(added) != digest_of(row, 4)) {
          throw Error(ErrorCode::corrupt,
                      fmt::format("streamed text of session {} is damaged: its hash does not match",
                                  session_id),
                      "restore a backup");
        }
        PendingText& place = pending[{row.integer(0), row.integer(1)}];
        place.text += added;
        place.revision = row.integer(2);
      });
  return pending;
}

void fold(Part& part, const PendingText& pending) {
  // Folding makes a new hash, so damage must be found now or never.
  require_whole("part", part.id, part.data);
  part.data = json::with_text_appended(part.data, kGrowingKey, pending.text);
  part.revision = pending.revision;
}

}  // namespace

std::optional<Part> select_part_row(Connection& connection, std::string_view session_id,
                                    const PartState& state) {
  static const std::string sql = fmt::format(
      "SELECT {} FROM ss_part WHERE session_id = ? AND message_seq = ? AND position = ?",
      kPartColumns);
  std::optional<Part> part;
  connection.query(sql, {session_id, state.message_seq, state.position},
                   [&](const Row& row) { part = part_from(row); });
  return part;
}

std::optional<PartState> find_part_state(Connection& connection, std::string_view session_id,
                                         std::string_view message_id, std::string_view part_id) {
  std::optional<PartState> found;
  connection.query(
      "SELECT p.message_seq, p.position, p.revision FROM ss_message m JOIN ss_part p "
      "ON p.session_id = m.session_id AND p.message_seq = m.seq "
      "WHERE m.session_id = ? AND m.id = ? AND p.id = ?",
      {session_id, message_id, part_id}, [&](const Row& row) {
        found = PartState{row.integer(0), row.integer(1), row.integer(2)};
      });
  if (!found) return std::nullopt;
  connection.query(
      "SELECT revision, pending_bytes, fold_at FROM ss_part_delta WHERE session_id = ? AND "
      "message_seq = ? AND position = ? ORDER BY revision DESC LIMIT 1",
      {session_id, found->message_seq, found->position}, [&](const Row& row) {
        found->revision = row.integer(0);
        found->pending_bytes = row.integer(1);
        found->fold_at = row.integer(2);
      });
  return found;
}

PartState select_part_state(Connection& connection, std::string_view session_id,
                            std::string_view message_id, std::string_view part_id) {
  const auto found = find_part_state(connection, session_id, message_id, part_id);
  if (!found) throw not_found("part", part_id);
  return *found;
}

std::int64_t select_part_count(Connection& connection, std::string_view session_id,
                               std::int64_t message_seq) {
  std::int64_t count = 0;
  connection.query("SELECT COUNT(*) FROM ss_part WHERE session_id = ? AND message_seq = ?",
                   {session_id, message_seq}, [&](const Row& row) { count = row.integer(0); });
  return count;
}

void update_part_row(Connection& connection, std::string_view session_id, const PartState& state,
                     const Part& part) {
  if (state.fold_at != 0) {
    connection.execute(
        "DELETE FROM ss_part_delta WHERE session_id = ? AND message_seq = ? AND position = ?",
        {session_id, state.message_seq, state.position});
  }
  connection.execute(
      "UPDATE ss_part SET type = ?, created = ?, updated = ?, revision = ?, data = ?, hash = ?, "
      "checksum = ? "
      "WHERE session_id = ? AND message_seq = ? AND position = ?",
      {part.type, part.created, part.updated, part.revision, part.data.text(),
       blob_of(part.data.hash()),
       part_checksum(session_id, state.message_seq, state.position, part), session_id,
       state.message_seq, state.position});
}

bool holds_part(Connection& connection, std::string_view session_id, std::string_view message_id,
                const Part& part) {
  bool holds = false;
  connection.query(
      "SELECT 1 FROM ss_message m JOIN ss_part p ON p.session_id = m.session_id AND "
      "p.message_seq = m.seq WHERE m.session_id = ? AND m.id = ? AND p.id = ? AND p.revision = ? "
      "AND p.hash = ?",
      {session_id, message_id, part.id, part.revision, blob_of(part.data.hash())},
      [&](const Row&) { holds = true; });
  return holds;
}

std::optional<bool> has_grown(Connection& connection, std::string_view session_id,
                              const PartState& state, Revision revision, std::string_view text,
                              const std::optional<Digest>& folded) {
  std::optional<Digest> added;
  connection.query(
      "SELECT hash FROM ss_part_delta WHERE session_id = ? AND message_seq = ? AND position = ? "
      "AND revision = ?",
      {session_id, state.message_seq, state.position, revision},
      [&](const Row& row) { added = digest_of(row, 0); });
  if (added) return !folded && *added == sha256(text);
  const std::optional<Part> part = select_part_row(connection, session_id, state);
  if (!part || part->revision < revision) return false;
  if (part->revision > revision) return std::nullopt;
  return folded == part->data.hash();
}

std::optional<Digest> grow_part_row(Connection& connection, std::string_view session_id,
                                    const PartState& state, std::string_view part_id,
                                    std::string_view text, Revision revision) {
  const auto added = static_cast<std::int64_t>(text.size());
  const bool first = state.fold_at == 0;
  if (!first && state.pending_bytes + added >= state.fold_at) {
    std::optional<Part> part = select_part_row(connection, session_id, state);
    if (!part) throw not_found("part", part_id);
    auto pending = select_pending(connection, session_id, state.message_seq,
                                  state.message_seq)[{state.message_seq, state.position}];
    pending.text += text;
    pending.revision = revision;
    fold(*part, pending);
    update_part_row(connection, session_id, state, *part);
    return part->data.hash();
  }
  std::int64_t fold_at = state.fold_at;
  if (first) {
    const std::optional<Part> part = select_part_row(connection, session_id, state);
    if (part) require_whole("part", part_id, part->data);
    if (!part || !json::View(part->data.text())[kGrowingKey].string()) {
      throw Error(ErrorCode::invalid_argument,
                  fmt::format("part '{}' has no text that could grow", part_id),
                  "replace its data with update_part()");
    }
    fold_at = std::max(kLeastFold, static_cast<std::int64_t>(part->data.text().size()) / 2);
  }
  const DeltaRow row{session_id,   state.message_seq,           state.position, revision,
                     sha256(text), state.pending_bytes + added, fold_at};
  insert_new([&] {
    connection.execute(
        "INSERT INTO ss_part_delta (session_id, message_seq, position, revision, added, hash, "
        "pending_bytes, fold_at, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {row.session_id, row.message_seq, row.position, row.revision, text, blob_of(row.hash),
         row.pending_bytes, row.fold_at, delta_checksum(row)});
  });
  return std::nullopt;
}

void select_parts(Connection& connection, std::string_view session_id, std::int64_t first_seq,
                  std::int64_t last_seq, const std::function<void(Part)>& on_part) {
  const PendingByPlace pending = select_pending(connection, session_id, first_seq, last_seq);
  static const std::string sql = fmt::format(
      "SELECT {} FROM ss_part WHERE session_id = ? AND message_seq >= ? AND message_seq <= ? "
      "ORDER BY message_seq, position",
      kPartColumns);
  connection.stream(sql, {session_id, first_seq, last_seq}, [&](const Row& row) {
    Part part = part_from(row);
    const auto grown = pending.find({part.message_seq, part.position});
    if (grown != pending.end()) fold(part, grown->second);
    on_part(std::move(part));
  });
}

}  // namespace sessionstore::sql
