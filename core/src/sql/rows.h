#pragma once

#include <sessionstore/error.h>
#include <sessionstore/model.h>
#include <sessionstore/sql/connection.h>

#include <optional>
#include <string>

/// How the rows of docs/schema.md map to the model. The one place that knows the columns' order.
namespace sessionstore::sql {

inline constexpr std::string_view kSessionColumns =
    "id, project_id, agent_project_id, parent_id, title, directory, author, machine, "
    "message_count, "
    "input_tokens, output_tokens, cost, created, updated, archived, revision, data, hash";
inline constexpr std::string_view kMessageColumns =
    "id, seq, role, created, updated, input_tokens, output_tokens, cost, revision, data, hash";
inline constexpr std::string_view kPartColumns =
    "id, message_seq, position, type, created, updated, revision, data, hash";

Session session_from(const Row& row);
Message message_from(const Row& row);
Part part_from(const Row& row);
/// From the columns kind, record_key, data, hash.
Record record_from(const Row& row);

json::Document document_from(const Row& row, int text_column);
std::optional<std::int64_t> optional_integer(const Row& row, int column);
/// All zeros where the column holds no digest: damage, which is no hash of anything.
Digest digest_of(const Row& row, int column);
std::optional<Digest> optional_digest(const Row& row, int column);
std::string text_of(const Row& row, int column);

Value nullable(const std::optional<std::string>& text);
Value nullable(const std::optional<std::int64_t>& number);
Blob blob_of(const Digest& digest);

/// Throws Error(corrupt) where the text is not the one that was hashed. To be asked before a
/// document is edited: editing makes a new hash, and would hide the damage for good.
void require_whole(std::string_view what, std::string_view id, const json::Document& data);

Error not_found(std::string_view what, std::string_view id);
/// Throws Error(conflict) if `expected` is given and differs.
void require_revision(std::string_view what, std::string_view id, Revision current,
                      std::optional<Revision> expected);

}  // namespace sessionstore::sql
