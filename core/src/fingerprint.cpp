#include <sessionstore/error.h>
#include <sessionstore/fingerprint.h>

#include <array>

namespace sessionstore {

// Each field is its length (8 bytes, big endian) and its bytes, so that no two different sessions
// feed the hash the same stream.
void Fingerprinter::field(std::string_view value) {
  std::array<char, 8> length{};
  auto rest = static_cast<std::uint64_t>(value.size());
  for (std::size_t i = length.size(); i-- > 0; rest >>= 8U) length[i] = static_cast<char>(rest);
  hash_.update({length.data(), length.size()});
  hash_.update(value);
}

void Fingerprinter::row(std::string_view kind, std::string_view id, const json::Document& data) {
  if (trust_ == Trust::recompute && !data.intact()) {
    throw Error(ErrorCode::corrupt,
                std::string(kind) + " " + std::string(id) + " is damaged: its hash does not match",
                "import the session again from its source, or restore a backup");
  }
  field(kind);
  field(id);
  field(data.hash().raw());
}

void Fingerprinter::add(const Session& session) {
  row("session", session.id, session.data);
  field(session.parent_id.value_or(""));
}

void Fingerprinter::add(const Message& message) { row("message", message.id, message.data); }

void Fingerprinter::add(const Part& part) { row("part", part.id, part.data); }

void Fingerprinter::add(const Record& record) {
  row("record", record.kind, record.data);
  field(record.key);
}

Digest fingerprint_of(SessionSource& source, std::string_view id) {
  Fingerprinter fingerprinter(Fingerprinter::Trust::recompute);
  source.read_session(id, fingerprinter);
  return fingerprinter.finish();
}

}  // namespace sessionstore
