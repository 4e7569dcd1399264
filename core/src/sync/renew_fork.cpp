#include "sync/renew_fork.h"

#include <sessionstore/store.h>

#include <algorithm>
#include <utility>

#include "sync/undo.h"
#include "sync/write_line.h"

namespace sessionstore::sync_detail {
namespace {

/// A session in memory: a place may not be read from and written to at once.
class HeldSource final : public SessionSource {
 public:
  explicit HeldSource(SessionArchive archive) : archive_(std::move(archive)) {}
  [[nodiscard]] std::string location() const override { return archive_.session.id; }
  Inventory inventory() override { return {{}, {{archive_.session.id, std::nullopt}}, {}, {}}; }
  void read_session(std::string_view /*id*/, SessionVisitor& visitor) override {
    visitor.on_session(archive_.session);
    for (const Turn& turn : archive_.turns) {
      visitor.on_message(turn.message);
      for (const Part& part : turn.parts) visitor.on_part(part);
    }
    for (const Record& record : archive_.records) visitor.on_record(record);
  }

 private:
  SessionArchive archive_;
};

/// The messages and parts of the line that its fork lacks, or has otherwise.
std::set<RowKey> newer_rows(const Line& fork, const Line& line) {
  const RowHashes there = fork.hashes();
  std::set<RowKey> newer;
  for (const LineRow& row : line.rows) {
    const auto found = there.find(row.key);
    const bool same = found != there.end() && found->second == row.hash;
    if (!same && kind_of(row.key) != kRecord) newer.insert(row.key);
  }
  return newer;
}

/// Null where the first has all messages of the second.
const LineRow* first_missing_message(const Line& line, const Line& of) {
  const RowHashes rows = line.hashes();
  const auto found = std::ranges::find_if(of.rows, [&](const LineRow& row) {
    return kind_of(row.key) == kMessage && !rows.contains(row.key);
  });
  return found == of.rows.end() ? nullptr : &*found;
}

}  // namespace

std::optional<RowKey> parted_at(Replica& replica, ForkSource& line) {
  const std::string& id = line.id();
  if (!replica.place().find_stored(id)) return std::nullopt;
  const std::unique_ptr<SessionSource> kept = replica.as_kept_here(line);
  const Line there = read_line(replica.place(), id);
  const Line now = read_line(kept ? *kept : line, id);
  const LineRow* const missing = first_missing_message(there, now);
  const bool went_on = first_missing_message(now, there) != nullptr;
  if (missing == nullptr || !(went_on || has_undone(there.session, now.session))) {
    return std::nullopt;
  }
  return missing->key;
}

bool renew_fork(Run& run, Target side, ForkSource& line) {
  Replica& replica = side == Target::local ? run.local : run.remote;
  const std::string& id = line.id();
  if (replica.find({&id, 1}).empty()) return false;
  const std::unique_ptr<SessionSource> kept = replica.as_kept_here(line);
  HeldSource source(archive_session(kept ? *kept : line, id));
  const Line there = read_line(replica.place(), id);
  const Line now = read_line(source, id);
  const std::set<RowKey> newer = newer_rows(there, now);
  if (newer.empty()) return true;
  if (run.options.before_loss) run.options.before_loss(replica.place(), id);
  write_line(replica, source, there.session, compose(there, side, now, newer), there.fingerprint);
  run.wrote(id);
  return true;
}

}  // namespace sessionstore::sync_detail
