#include "sql/row_checksums.h"

#include <sessionstore/digest.h>

#include <bit>
#include <string>

namespace sessionstore::sql {
namespace {

/// Each field is its length and its bytes, so that no two different rows give the same text.
class Fields {
 public:
  explicit Fields(std::string_view table) { add(table); }

  Fields& add(std::string_view text) {
    add(static_cast<std::int64_t>(text.size()));
    text_ += text;
    return *this;
  }
  Fields& add(std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    for (unsigned shift = 64; shift > 0; shift -= 8) {
      text_ += static_cast<char>((bits >> (shift - 8)) & 0xFFU);
    }
    return *this;
  }
  Fields& add(double number) {
    // SQLite keeps no sign of a zero.
    return add(std::bit_cast<std::int64_t>(number == 0 ? 0.0 : number));
  }
  Fields& add(const Digest& digest) { return add(digest.raw()); }
  template <typename Field>
  Fields& add(const std::optional<Field>& field) {
    add(std::int64_t{field ? 1 : 0});
    return field ? add(*field) : *this;
  }
  Fields& add(const std::optional<std::string>& field) {
    add(std::int64_t{field ? 1 : 0});
    return field ? add(std::string_view(*field)) : *this;
  }

  [[nodiscard]] Checksum checksum() const {
    const Digest digest = sha256(text_);
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < sizeof(bits); ++i) bits = bits << 8U | digest.bytes.at(i);
    return static_cast<Checksum>(bits);
  }

 private:
  std::string text_;
};

}  // namespace

Checksum session_checksum(const Session& session, const std::optional<Digest>& base_fingerprint) {
  return Fields("ss_session")
      .add(std::string_view(session.id))
      .add(std::string_view(session.project_id))
      .add(std::string_view(session.agent_project_id))
      .add(session.parent_id)
      .add(std::string_view(session.title))
      .add(std::string_view(session.directory))
      .add(std::string_view(session.author))
      .add(std::string_view(session.machine))
      .add(session.created)
      .add(session.archived)
      .add(base_fingerprint)
      .add(session.data.hash())
      .checksum();
}

Checksum updated_checksum(std::string_view session_id, Millis updated) {
  return Fields("ss_session updated").add(session_id).add(updated).checksum();
}

Checksum message_checksum(std::string_view session_id, std::int64_t seq, const Message& message) {
  return Fields("ss_message")
      .add(session_id)
      .add(seq)
      .add(std::string_view(message.id))
      .add(std::string_view(message.role))
      .add(message.created)
      .add(message.updated)
      .add(message.input_tokens)
      .add(message.output_tokens)
      .add(message.cost)
      .add(message.revision)
      .add(message.data.hash())
      .checksum();
}

Checksum part_checksum(std::string_view session_id, std::int64_t message_seq, std::int64_t position,
                       const Part& part) {
  return Fields("ss_part")
      .add(session_id)
      .add(message_seq)
      .add(position)
      .add(std::string_view(part.id))
      .add(std::string_view(part.type))
      .add(part.created)
      .add(part.updated)
      .add(part.revision)
      .add(part.data.hash())
      .checksum();
}

Checksum record_checksum(std::string_view session_id, const Record& record, Revision revision) {
  return Fields("ss_record")
      .add(session_id)
      .add(std::string_view(record.kind))
      .add(std::string_view(record.key))
      .add(revision)
      .add(record.data.hash())
      .checksum();
}

Checksum delta_checksum(const DeltaRow& row) {
  return Fields("ss_part_delta")
      .add(row.session_id)
      .add(row.message_seq)
      .add(row.position)
      .add(row.revision)
      .add(row.hash)
      .add(row.pending_bytes)
      .add(row.fold_at)
      .checksum();
}

Checksum project_checksum(std::string_view id, std::string_view name) {
  return Fields("ss_project").add(id).add(name).checksum();
}

Checksum alias_checksum(std::string_view alias, std::string_view project_id) {
  return Fields("ss_project_alias").add(alias).add(project_id).checksum();
}

Checksum project_record_checksum(std::string_view project_id, const Record& record) {
  return Fields("ss_project_record")
      .add(project_id)
      .add(std::string_view(record.kind))
      .add(std::string_view(record.key))
      .add(record.data.hash())
      .checksum();
}

}  // namespace sessionstore::sql
