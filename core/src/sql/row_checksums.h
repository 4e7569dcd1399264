#pragma once

#include <sessionstore/model.h>
#include <sessionstore/sql/connection.h>

#include <optional>
#include <string_view>

/// The checksum that each row of history carries over its columns, for what the hash of its `data`
/// does not guard: which session, project and author it belongs to, its place, its times and sums.
///
/// The first 8 bytes of a SHA-256 over the table's name and the columns, each with its length, the
/// hash of `data` among them. It finds what went wrong, in a file or by hand; whoever wants to hide
/// a change can compute it too. docs/schema.md says what is in none of them, and how that is
/// checked.
namespace sessionstore::sql {

using Checksum = std::int64_t;

/// Without sums, counts, revision and fingerprint, which the rows of the session give, and without
/// the time of its last change, which moves with each of them and has a checksum of its own.
Checksum session_checksum(const Session& session, const std::optional<Digest>& base_fingerprint);
Checksum updated_checksum(std::string_view session_id, Millis updated);
Checksum message_checksum(std::string_view session_id, std::int64_t seq, const Message& message);
Checksum part_checksum(std::string_view session_id, std::int64_t message_seq, std::int64_t position,
                       const Part& part);
Checksum record_checksum(std::string_view session_id, const Record& record, Revision revision);

/// A row of text that streams into a part.
struct DeltaRow {
  std::string_view session_id;
  std::int64_t message_seq = 0;
  std::int64_t position = 0;
  Revision revision = 0;
  Digest hash;
  std::int64_t pending_bytes = 0;
  std::int64_t fold_at = 0;
};
Checksum delta_checksum(const DeltaRow& row);

Checksum project_checksum(std::string_view id, std::string_view name);
Checksum alias_checksum(std::string_view alias, std::string_view project_id);
Checksum project_record_checksum(std::string_view project_id, const Record& record);

}  // namespace sessionstore::sql
