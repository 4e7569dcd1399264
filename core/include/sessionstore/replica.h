#pragma once

#include <sessionstore/store.h>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sessionstore {

/// One session of a replica, told without reading it.
struct ReplicaSession {
  std::string project_id;
  std::optional<std::string> parent_id;
  std::string author;
  std::string title;
  /// Another one after every change of what the session holds. To be compared, nothing else: equal
  /// stamps mean equal content; different ones need not mean a difference.
  std::string stamp;
};

/// By id.
using ReplicaSessions = std::map<std::string, ReplicaSession, std::less<>>;

/// One of several copies of a history that sync() keeps alike: an agent's own database, or a store.
/// One thread.
class Replica {
 public:
  virtual ~Replica() = default;
  /// A LOCATION for people, without secrets.
  [[nodiscard]] virtual std::string location() const = 0;
  /// Tells this copy from every other one: a store that was made anew at the same place, where the
  /// backend can tell, is another copy. Never shown.
  virtual std::string identity() = 0;
  /// Those of one project, or all. Cheap: it is asked for at every sync.
  virtual ReplicaSessions sessions(const std::optional<std::string>& project_id) = 0;
  /// Those of `ids` that are here. The default looks through all.
  virtual ReplicaSessions find(std::span<const std::string> ids);
  /// What is remembered of those of `ids` that were deleted here. The default knows of none.
  virtual std::vector<Tombstone> find_tombstones(std::span<const std::string> ids);
  /// Whether one that is gone from here without a tombstone was lost, as where a backup was put
  /// back, and not deleted. The default says no.
  [[nodiscard]] virtual bool remembers_deletions() const { return false; }
  /// Those of `ids` that it has, with their other names. The default looks through all.
  virtual std::vector<Project> projects(const std::set<std::string>& ids);
  /// To read and write whole sessions. Its writer replaces a session that is still as expected by
  /// just what is put.
  virtual SessionPlace& place() = 0;
  /// `from` as its sessions would be kept here, row for row: an agent's database has no place for
  /// everything, and names the directories of its own machine. Refers to `from`. Null where all is
  /// kept as it comes.
  virtual std::unique_ptr<SessionSource> as_kept_here(SessionSource& from) = 0;
  /// A session's own row as it is read back once it is written here. The default gives it back.
  virtual Session as_read_back(Session session);
  /// The stamp of a session as place()'s writer has just written it, so that a change since then
  /// shows; empty where it is not known.
  virtual std::string stamp_of_written(std::string_view id, const Digest& fingerprint) = 0;
  /// Deletes this session alone, not its children. Returns false where it was not there. Throws
  /// Error(conflict) where its fingerprint is not `expected`.
  virtual bool remove_session(std::string_view id, const Digest& expected) = 0;
};

/// A store as a replica, which must outlive it.
std::unique_ptr<Replica> replica_of(SessionStore& store);

}  // namespace sessionstore
