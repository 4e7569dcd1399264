#pragma once

#include <memory>

#include "sync/fields.h"
#include "sync/judge.h"
#include "sync/run.h"

namespace sessionstore::sync_detail {

/// One session that both sides have, read whole.
class BothSides {
 public:
  /// Reads it. Throws Error.
  BothSides(Run& run, std::string id);

  [[nodiscard]] const std::string& id() const noexcept { return id_; }
  [[nodiscard]] const Line& local() const noexcept { return local_; }
  [[nodiscard]] const Line& remote() const noexcept { return remote_; }
  /// The remote's as the local side would keep it.
  [[nodiscard]] const Line& remote_seen() const noexcept { return seen_; }
  [[nodiscard]] SessionSource& remote_source_seen() const {
    return seen_source_ ? *seen_source_ : remote_side_.place();
  }
  /// As it was when both were last alike; its parts are empty where they never were, and where
  /// what a side lacks is to be restored. Of a side that was set back, what it is now.
  [[nodiscard]] const SyncedSession& base() const noexcept { return base_; }
  [[nodiscard]] bool local_set_back() const noexcept { return local_set_back_; }
  [[nodiscard]] bool remote_set_back() const noexcept { return remote_set_back_; }
  [[nodiscard]] Judgement judge_rows() const;
  [[nodiscard]] MergedFields merge() const;
  /// A row's text on either side; empty where it is not there.
  [[nodiscard]] std::string local_text(const RowKey& key) const;
  [[nodiscard]] std::string remote_text(const RowKey& key) const;
  /// Why it must be left alone; empty where it need not: a row that was there and cannot be read
  /// would be taken for deleted.
  [[nodiscard]] std::string damage() const;
  /// The rows in which the local side is not as the remote would be there.
  [[nodiscard]] std::set<RowKey> differing() const;

 private:
  std::string id_;
  Replica& local_side_;
  Replica& remote_side_;
  SyncedSession base_;
  Line local_;
  Line remote_;
  std::unique_ptr<SessionSource> seen_source_;  // null where it is the remote side itself
  Line seen_;
  bool local_set_back_;
  bool remote_set_back_;
};

}  // namespace sessionstore::sync_detail
