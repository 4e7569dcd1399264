#include "sync/both_sides.h"

#include <sessionstore/json/edit.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "sync/set_back.h"
#include "sync/undo.h"

namespace sessionstore::sync_detail {
namespace {

/// Picks one row's document out of a session.
class OneRow final : public SessionVisitor {
 public:
  explicit OneRow(const RowKey& key) : key_(key) {}
  void on_session(Session /*session*/) override {}
  void on_message(Message message) override {
    message_ = message.id;
    pick(message_key(message_), std::move(message.data));
  }
  void on_part(Part part) override { pick(part_key(message_, part.id), std::move(part.data)); }
  void on_record(Record record) override {
    pick(record_key(record.kind, record.key), std::move(record.data));
  }
  std::optional<json::Document> data;

 private:
  void pick(const RowKey& key, json::Document document) {
    if (key == key_) data = std::move(document);
  }
  const RowKey& key_;
  std::string message_;
};

/// Nothing where it is not there.
std::optional<json::Document> row_of(SessionSource& source, const std::string& id,
                                     const RowKey& key) {
  OneRow row(key);
  source.read_session(id, row);
  return std::move(row.data);
}

std::string text_of(const std::optional<json::Document>& row) { return row ? row->text() : ""; }

bool lacks_any(const RowHashes& now, const RowHashes& base) {
  return std::ranges::any_of(base, [&](const auto& row) { return !now.contains(row.first); });
}

bool lacks_messages(const Line& now, const SyncedCopy& base) {
  const RowHashes rows = now.hashes();
  return std::ranges::any_of(base.rows, [&](const auto& row) {
    return kind_of(row.first) == kMessage && !rows.contains(row.first);
  });
}

}  // namespace

BothSides::BothSides(Run& run, std::string id)
    : id_(std::move(id)),
      local_side_(run.local),
      remote_side_(run.remote),
      base_(run.journal.find(run.pair, id_).value_or(SyncedSession())),
      local_(read_line(local_side_.place(), id_, run.options.stop)),
      remote_(read_line(remote_side_.place(), id_, run.options.stop)),
      seen_source_(local_side_.as_kept_here(remote_side_.place())),
      seen_(seen_source_ ? read_line(*seen_source_, id_, run.options.stop) : remote_) {
  auto announced = run.journal.find_announced(run.pair, id_, remote_.fingerprint);
  if (announced) base_ = *std::move(announced);
  local_set_back_ = is_set_back(local_, base_.local);
  remote_set_back_ = is_set_back(remote_, base_.remote);
  const bool to_restore = run.options.restore && (lacks_messages(local_, base_.local) ||
                                                  lacks_messages(remote_, base_.remote));
  if (local_set_back_ != remote_set_back_) {
    base_ = base_of_set_back(local_set_back_ ? local_ : remote_);
  } else if (local_set_back_ || to_restore) {
    base_ = {};
  }
}

Judgement BothSides::judge_rows() const {
  const ThreeWay rows{base_.local.rows, base_.remote.rows, local_.hashes(), remote_.hashes(),
                      seen_.hashes()};
  Judgement judgement = judge(rows, [&](const RowKey& key) {
    const auto here = row_of(local_side_.place(), id_, key);
    const auto there = row_of(remote_side_.place(), id_, key);
    return here && there && json::same_value(*here, *there);
  });
  // The undo would remove what the other side went on with, which would come to stand behind it.
  const bool local_undid = has_undone(local_.session, base_.local.session);
  const bool remote_undid = has_undone(remote_.session, base_.remote.session);
  if (judgement.divergence.empty() && ((local_undid && has_conversation(judgement.to_local)) ||
                                       (remote_undid && has_conversation(judgement.to_remote)))) {
    judgement.divergence = "one side undid messages while the other went on";
  }
  return judgement;
}

MergedFields BothSides::merge() const {
  return merge_fields({&base_.local.session, &local_.session},
                      {&base_.remote.session, &remote_.session}, seen_.session);
}

std::string BothSides::local_text(const RowKey& key) const {
  return text_of(row_of(local_side_.place(), id_, key));
}

std::string BothSides::remote_text(const RowKey& key) const {
  return text_of(row_of(remote_side_.place(), id_, key));
}

std::string BothSides::damage() const {
  const auto damage_of = [](const Line& line, const RowHashes& base) -> std::string {
    if (line.skipped.empty() || !lacks_any(line.hashes(), base)) return {};
    return line.skipped.front().source + ": " + line.skipped.front().reason;
  };
  const std::string local = damage_of(local_, base_.local.rows);
  return local.empty() ? damage_of(remote_, base_.remote.rows) : local;
}

std::set<RowKey> BothSides::differing() const {
  const RowHashes here = local_.hashes();
  const RowHashes there = seen_.hashes();
  std::set<RowKey> keys;
  for (const auto& [key, hash] : here) {
    const auto found = there.find(key);
    if (found == there.end() || found->second != hash) keys.insert(key);
  }
  for (const auto& row : there) {
    if (!here.contains(row.first)) keys.insert(row.first);
  }
  return keys;
}

}  // namespace sessionstore::sync_detail
