#include "sync/emptying.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "sync/removals.h"

namespace sessionstore::sync_detail {
namespace {

struct Losses {
  std::int64_t messages = 0;
  std::int64_t lost = 0;
  [[nodiscard]] bool are_most() const { return 2 * lost > messages; }
};

/// What `side` loses of its messages by taking those rows from `other`.
Losses losses_of(const Line& side, const Line& other, const std::set<RowKey>& taken) {
  std::set<RowKey> gone;
  std::ranges::copy_if(taken, std::inserter(gone, gone.end()),
                       [](const RowKey& key) { return kind_of(key) == kMessage; });
  if (gone.empty()) return {};
  for (const LineRow& row : other.rows) gone.erase(row.key);
  Losses losses;
  for (const LineRow& row : side.rows) {
    if (kind_of(row.key) == kMessage) ++losses.messages;
    if (gone.contains(row.key)) ++losses.lost;
  }
  return losses;
}

bool may_lose(Run& run, const std::string& id, const Losses& losses, std::string_view side,
              std::string_view other) {
  if (!losses.are_most()) return true;
  const std::string what =
      fmt::format("{} of its {} messages on the {} side were removed on the {} side", losses.lost,
                  losses.messages, side, other);
  if (!may_delete(run, 1)) {
    run.skip(id, fmt::format("{}: that counts as a deleted session, and more than {} within a day "
                             "are not carried over; a larger --max-delete allows it",
                             what, run.options.max_delete));
    return false;
  }
  run.report.transfer.notes.push_back({id, what});
  if (!run.options.dry_run) note_deletion(run, id);
  return true;
}

}  // namespace

bool may_lose_messages(Run& run, const BothSides& sides, const Judgement& judgement) {
  const Line& local = sides.local();
  const Line& remote = sides.remote_seen();
  return (!run.may_pull() || may_lose(run, sides.id(), losses_of(local, remote, judgement.to_local),
                                      "local", "remote")) &&
         (!run.may_push() ||
          may_lose(run, sides.id(), losses_of(remote, local, judgement.to_remote), "remote",
                   "local"));
}

}  // namespace sessionstore::sync_detail
