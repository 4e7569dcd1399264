#include "sync/synced_rows.h"

#include <sessionstore/error.h>

#include <cstdint>

namespace sessionstore::sync_detail {
namespace {

// The first byte; another format would be another number.
constexpr std::uint64_t kFormat = 1;

void put_number(std::string& to, std::uint64_t number) {
  for (; number >= 0x80U; number >>= 7U) to += static_cast<char>(0x80U | (number & 0x7FU));
  to += static_cast<char>(number);
}

void put_text(std::string& to, std::string_view text) {
  put_number(to, text.size());
  to += text;
}

void put_rows(std::string& to, const std::map<std::string, Digest>& rows) {
  put_number(to, rows.size());
  for (const auto& [key, hash] : rows) {
    put_text(to, key);
    to += hash.raw();
  }
}

void put_session(std::string& to, const Session& session) {
  put_text(to, session.id);
  put_text(to, session.title);
  put_number(to, session.archived ? 1 : 0);
  put_number(to, static_cast<std::uint64_t>(session.archived.value_or(0)));
  put_number(to, static_cast<std::uint64_t>(session.updated));
  put_text(to, session.data.text());
}

/// Takes the same from the front of some bytes.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1).front());
      number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if ((byte & 0x80U) == 0) return number;
    }
    damaged();
  }
  std::string_view text() { return take(number()); }
  std::map<std::string, Digest> rows() {
    std::map<std::string, Digest> rows;
    for (std::uint64_t left = number(); left > 0; --left) {
      const std::string_view key = text();
      rows.emplace_hint(rows.end(), key, Digest::from_raw(take(Digest::kSize)));
    }
    return rows;
  }
  Session session() {
    Session session;
    session.id = text();
    session.title = text();
    const bool archived = number() != 0;
    const auto when = static_cast<Millis>(number());
    if (archived) session.archived = when;
    session.updated = static_cast<Millis>(number());
    session.data = json::Document::minified(std::string(text()));
    return session;
  }
  std::string_view take(std::uint64_t length) {
    if (length > rest_.size()) damaged();
    const std::string_view taken = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return taken;
  }
  [[noreturn]] static void damaged() {
    throw Error(ErrorCode::corrupt, "the journal of syncs is damaged",
                "remove its file: the next sync compares all rows, and loses nothing");
  }

 private:
  std::string_view rest_;
};

}  // namespace

std::string encode_synced(const SyncedSession& session) {
  const bool alike = session.local.rows == session.remote.rows;
  std::string bytes;
  put_number(bytes, kFormat);
  put_session(bytes, session.local.session);
  put_session(bytes, session.remote.session);
  put_rows(bytes, session.local.rows);
  put_number(bytes, alike ? 1 : 0);
  if (!alike) put_rows(bytes, session.remote.rows);
  return bytes;
}

void decode_synced(std::string_view bytes, SyncedSession& session) {
  Reader reader(bytes);
  if (reader.number() != kFormat) Reader::damaged();
  session.local.session = reader.session();
  session.remote.session = reader.session();
  session.local.rows = reader.rows();
  session.remote.rows = reader.number() == 1 ? session.local.rows : reader.rows();
}

}  // namespace sessionstore::sync_detail
