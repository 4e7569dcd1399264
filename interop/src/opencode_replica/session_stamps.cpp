#include "session_stamps.h"

#include <fmt/format.h>

#include <cstdint>
#include <unordered_map>

#include "opencode_db/other_tables.h"
#include "opencode_db/second_generation.h"

namespace sessionstore::interop {
namespace {

/// The sums of sessions, by their ids. Rows of one session mostly follow each other.
class Sums {
 public:
  std::uint32_t index_of(std::string_view session_id) {
    if (!ids_.empty() && ids_[last_] == session_id) return last_;
    const auto [found, is_new] =
        by_id_.try_emplace(std::string(session_id), static_cast<std::uint32_t>(sums_.size()));
    if (is_new) {
      ids_.emplace_back(session_id);
      sums_.emplace_back();
    }
    return last_ = found->second;
  }
  void add(std::uint32_t index, const HashSum& hash) { sums_[index] += hash; }

  [[nodiscard]] std::map<std::string, std::string, std::less<>> stamps() const {
    std::map<std::string, std::string, std::less<>> stamps;
    for (std::size_t index = 0; index < ids_.size(); ++index) {
      stamps.emplace(ids_[index], sums_[index].hex());
    }
    return stamps;
  }

 private:
  std::unordered_map<std::string, std::uint32_t> by_id_;
  std::vector<std::string> ids_;
  std::vector<HashSum> sums_;
  std::uint32_t last_ = 0;
};

/// The sessions of messages, by their ids.
class MessageOwners {
 public:
  void add(std::string_view message_id, std::uint32_t session) {
    by_id_.emplace(short_hash(message_id), session);
  }
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view message_id) {
    if (message_id == last_id_) return last_;
    const auto found = by_id_.find(short_hash(message_id));
    last_id_ = message_id;
    last_ = found == by_id_.end() ? std::nullopt : std::optional(found->second);
    return last_;
  }

 private:
  struct AsItIs {
    std::size_t operator()(std::uint64_t hash) const noexcept { return hash; }
  };
  std::unordered_map<std::uint64_t, std::uint32_t, AsItIs> by_id_;
  std::string last_id_;
  std::optional<std::uint32_t> last_;
};

/// The column that names a row's session; none where the table is not read by session.
std::optional<std::string> owner_column(const Tables& tables, const Table& table) {
  if (table.name == "session") return "id";
  if (table.name == kSecondSessions && has_second_generation(tables)) return "id";
  const bool by_name = table.name == "todo" || table.name == "session_share";
  if (by_name || belonging_of(table) == Belonging::session) return "session_id";
  return std::nullopt;
}

std::vector<std::string> times() { return {"time_created", "time_updated"}; }

}  // namespace

SessionStamps::SessionStamps(sql::Connection& connection, const Tables& tables, StopFlag stop)
    : connection_(connection),
      stop_(stop),
      messages_(tables.at("message"), {"id", "session_id", "data"}, times()),
      parts_(tables.at("part"), {"message_id", "session_id", "id", "data"}, times()) {
  for (const auto& [name, table] : tables) {
    const auto owner = owner_column(tables, table);
    if (!owner || !table.has(*owner)) continue;
    others_.push_back({HashedTable(table, {*owner}, {}), fmt::format("WHERE t.{} = ?", *owner)});
  }
}

std::map<std::string, std::string, std::less<>> SessionStamps::all() const {
  Sums sums;
  for (const Owned& other : others_) {
    other.table.read(connection_, [&](const sql::Row& row, const HashSum& hash) {
      stop_.check();
      sums.add(sums.index_of(row.bytes(0)), hash);
    });
  }
  MessageOwners owners;
  messages_.read(connection_, [&](const sql::Row& row, const HashSum& hash) {
    stop_.check();
    const std::uint32_t session = sums.index_of(row.bytes(1));
    owners.add(row.bytes(0), session);
    sums.add(session, hash);
  });
  parts_.read(connection_, [&](const sql::Row& row, const HashSum& hash) {
    stop_.check();
    const auto owner = owners.find(row.bytes(0));
    sums.add(owner ? *owner : sums.index_of(row.bytes(1)), hash);
  });
  return sums.stamps();
}

std::string SessionStamps::of(std::string_view session_id) const {
  HashSum sum;
  const HashedTable::Use add = [&](const sql::Row& /*row*/, const HashSum& hash) { sum += hash; };
  for (const Owned& other : others_) {
    other.table.read(connection_, other.of_session, {session_id}, add);
  }
  messages_.read(connection_, "WHERE t.session_id = ?", {session_id}, add);
  parts_.read(connection_, "WHERE t.message_id IN (SELECT id FROM message WHERE session_id = ?)",
              {session_id}, add);
  parts_.read(connection_,
              "WHERE t.session_id = ? AND NOT EXISTS "
              "(SELECT 1 FROM message m WHERE m.id = t.message_id)",
              {session_id}, add);
  return sum.hex();
}

}  // namespace sessionstore::interop
