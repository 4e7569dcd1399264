#pragma once

#include <sessionstore/sql/connection.h>
#include <sessionstore/store.h>

#include <functional>

/// The statements on parts and on the text that streams into them, inside the caller's transaction.
///
/// Text that grows a part is kept in rows of its own (ss_part_delta) until there is half as much of
/// it as the part holds; then it is folded into the part. So a word costs one small row, and a
/// whole answer costs at most three times its size.
namespace sessionstore::sql {

/// Where a part is and what is pending on it.
struct PartState {
  std::int64_t message_seq = 0;
  std::int64_t position = 0;
  Revision revision = 0;           ///< of the row or of the newest pending text
  std::int64_t pending_bytes = 0;  ///< of text not yet folded in
  std::int64_t fold_at = 0;        ///< 0 where nothing is pending
};
std::optional<PartState> find_part_state(Connection& connection, std::string_view session_id,
                                         std::string_view message_id, std::string_view part_id);
/// Without the text that is pending on it.
std::optional<Part> select_part_row(Connection& connection, std::string_view session_id,
                                    const PartState& state);
/// Throws Error(not_found).
PartState select_part_state(Connection& connection, std::string_view session_id,
                            std::string_view message_id, std::string_view part_id);

std::int64_t select_part_count(Connection& connection, std::string_view session_id,
                               std::int64_t message_seq);
/// Replaces the part's row, and with it what was pending.
void update_part_row(Connection& connection, std::string_view session_id, const PartState& state,
                     const Part& part);
/// Whether the part of that message is there as its revision wrote it; text that streamed into it
/// since does not count.
bool holds_part(Connection& connection, std::string_view session_id, std::string_view message_id,
                const Part& part);

/// Adds `text`; folds where it is time. Returns the part's new hash where it has folded.
std::optional<Digest> grow_part_row(Connection& connection, std::string_view session_id,
                                    const PartState& state, std::string_view part_id,
                                    std::string_view text, Revision revision);

/// Whether grow_part_row() has happened with that revision, `text` and result; nothing where text
/// was folded since, which leaves no trace of single pieces.
std::optional<bool> has_grown(Connection& connection, std::string_view session_id,
                              const PartState& state, Revision revision, std::string_view text,
                              const std::optional<Digest>& folded);

/// The parts of the messages first_seq .. last_seq in order, pending text included. Throws
/// Error(corrupt) where a part with pending text is damaged.
void select_parts(Connection& connection, std::string_view session_id, std::int64_t first_seq,
                  std::int64_t last_seq, const std::function<void(Part)>& on_part);

}  // namespace sessionstore::sql
