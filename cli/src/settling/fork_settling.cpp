#include "settling/fork_settling.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/fork.h>
#include <sessionstore/interop/bundle.h>
#include <sessionstore/session_fields.h>

#include <algorithm>
#include <iterator>
#include <tuple>

#include "settling/settled_session.h"

namespace sessionstore::cli {

namespace {

constexpr const char* kWhereCopiesAre =
    "what settling removes is kept in the folder kept/ beside the journal of syncs";

bool is_fork_record(const Record& record) { return record.kind == "fork"; }

/// The line of one session as that of another, which keeps its id, title, parent, author and
/// machine, and what tells whose fork it is.
SessionArchive as_line_of(const SessionArchive& owner, SessionArchive line) {
  line.session.id = owner.session.id;
  line.session.parent_id = owner.session.parent_id;
  line.session.author = owner.session.author;
  line.session.machine = owner.session.machine;
  set_session_field(line.session, "title", session_fields(owner.session).at("title"));
  std::erase_if(line.records, is_fork_record);
  std::ranges::copy_if(owner.records, std::back_inserter(line.records), is_fork_record);
  std::ranges::sort(line.records, {},
                    [](const Record& record) { return std::tie(record.kind, record.key); });
  return line;
}

/// A fork with other ids for its messages and parts.
class RenamedRows final : public SessionSource {
 public:
  explicit RenamedRows(SessionSource& source) : source_(source) {}
  [[nodiscard]] std::string location() const override { return source_.location(); }
  Inventory inventory() override { return source_.inventory(); }
  void read_session(std::string_view id, SessionVisitor& visitor) override {
    ForkingVisitor renaming(visitor, {std::string(id), std::string(id), ""});
    source_.read_session(id, renaming);
  }

 private:
  SessionSource& source_;
};

/// The fork's line as that of the session. OpenCode keeps each id once in all sessions, and the
/// fork may still be on some machine when the session gets its line there.
SessionArchive settled_line(const SessionArchive& session, SessionSource& source,
                            const std::string& fork) {
  RenamedRows renamed(source);
  return as_line_of(session, archive_session(renamed, fork));
}

std::unique_ptr<SessionSource> open_copy(const SyncSides& sides, const std::string& id,
                                         Millis when) {
  const auto file = sides.copies().find(id, when);
  if (file) return interop::open_bundle(*file);
  throw Error(ErrorCode::not_found, fmt::format("the copy of session {} is gone", id),
              kWhereCopiesAre);
}

bool same_rows(const SessionArchive& a, const SessionArchive& b) {
  const auto same_part = [](const Part& part, const Part& other) {
    return part.id == other.id && part.data == other.data;
  };
  return std::ranges::equal(a.turns, b.turns, [&](const Turn& turn, const Turn& other) {
    return turn.message.id == other.message.id && turn.message.data == other.message.data &&
           std::ranges::equal(turn.parts, other.parts, same_part);
  });
}

/// The fork gets its line back, with all that came to it since, and the session the line that it
/// had.
void take_back_line(SyncSides& sides, const SyncConflict& conflict) {
  SessionStore& store = sides.remote_store();
  const Millis when = *conflict.resolved;
  const auto copy = open_copy(sides, conflict.fork, when);
  const SessionArchive fork = archive_session(*copy, conflict.fork);
  const SessionArchive session =
      archive_session(*open_copy(sides, conflict.session, when), conflict.session);
  if (!store.find_session(conflict.session)) {
    restore_session(store, fork);
    restore_session(store, session);
    return;
  }
  const SettledSession now = read_settled(sides, conflict.session);
  const bool as_settled = same_rows(now.archive, settled_line(session, *copy, conflict.fork));
  restore_session(store, as_settled ? fork : as_line_of(fork, now.archive));
  replace_settled(sides, now, session);
}

}  // namespace

std::vector<std::string> fork_steps(SyncSides& sides, const SyncConflict& conflict,
                                    const std::string& keep) {
  const std::string removal =
      fmt::format("session {} is deleted", name_of_settled(sides, conflict.fork));
  if (keep == "remote") return {removal};
  return {fmt::format("session {} gets the line of {}", name_of_settled(sides, conflict.session),
                      conflict.fork),
          removal};
}

std::vector<std::filesystem::path> settle_fork(SyncSides& sides, const SyncConflict& conflict,
                                               const std::string& keep, Millis when) {
  SessionStore& store = sides.remote_store();
  std::vector<std::filesystem::path> copies;
  const SettledSession fork = read_settled(sides, conflict.fork);
  if (keep == "local") {
    const SettledSession session = read_settled(sides, conflict.session);
    copies.push_back(sides.copies().keep(store, conflict.session, when));
    replace_settled(sides, session, settled_line(session.archive, store, conflict.fork));
  }
  copies.push_back(sides.copies().keep(store, conflict.fork, when));
  store.remove_session(conflict.fork, fork.fingerprint);
  return copies;
}

void undo_fork(SyncSides& sides, const SyncConflict& conflict) {
  SessionStore& store = sides.remote_store();
  if (store.find_session(conflict.fork)) {
    throw Error(ErrorCode::conflict,
                fmt::format("session {} is in the store again: nothing was changed", conflict.fork),
                kWhereCopiesAre);
  }
  if (conflict.resolution == "local") {
    take_back_line(sides, conflict);
  } else {
    const auto copy = open_copy(sides, conflict.fork, *conflict.resolved);
    restore_session(store, archive_session(*copy, conflict.fork));
  }
}

}  // namespace sessionstore::cli
