#include <sessionstore/replica.h>

#include <utility>

namespace sessionstore {
namespace {

class StoreReplica final : public Replica {
 public:
  explicit StoreReplica(SessionStore& store) : store_(store) {}

  [[nodiscard]] std::string location() const override { return store_.location(); }
  std::string identity() override { return store_.identity(); }
  ReplicaSessions sessions(const std::optional<std::string>& project_id) override {
    return by_id(store_.session_states(project_id));
  }
  ReplicaSessions find(std::span<const std::string> ids) override {
    return ids.empty() ? ReplicaSessions() : by_id(store_.find_session_states(ids));
  }
  std::vector<Tombstone> find_tombstones(std::span<const std::string> ids) override {
    return ids.empty() ? std::vector<Tombstone>() : store_.find_tombstones(ids);
  }
  [[nodiscard]] bool remembers_deletions() const override { return true; }
  std::vector<Project> projects(const std::set<std::string>& ids) override {
    std::vector<Project> found;
    for (const std::string& id : ids) {
      if (auto project = store_.find_project(id)) found.push_back(*std::move(project));
    }
    return found;
  }
  SessionPlace& place() override { return store_; }
  std::unique_ptr<SessionSource> as_kept_here(SessionSource& /*from*/) override { return nullptr; }
  // A store's stamp is the fingerprint itself until somebody changes the session.
  std::string stamp_of_written(std::string_view /*id*/, const Digest& fingerprint) override {
    return fingerprint.hex();
  }
  bool remove_session(std::string_view id, const Digest& expected) override {
    return store_.remove_session(id, expected);
  }

 private:
  static ReplicaSessions by_id(std::vector<SessionState> states) {
    ReplicaSessions sessions;
    for (SessionState& state : states) {
      sessions.emplace(
          std::move(state.id),
          ReplicaSession{std::move(state.project_id), std::move(state.parent_id),
                         std::move(state.author), std::move(state.title), std::move(state.stamp)});
    }
    return sessions;
  }

  SessionStore& store_;
};

}  // namespace

ReplicaSessions Replica::find(std::span<const std::string> ids) {
  ReplicaSessions all = sessions(std::nullopt);
  ReplicaSessions found;
  for (const std::string& id : ids) {
    if (auto session = all.extract(id)) found.insert(std::move(session));
  }
  return found;
}

std::vector<Tombstone> Replica::find_tombstones(std::span<const std::string> /*ids*/) { return {}; }

Session Replica::as_read_back(Session session) { return session; }

std::vector<Project> Replica::projects(const std::set<std::string>& ids) {
  std::vector<Project> all = place().inventory().projects;
  std::erase_if(all, [&](const Project& project) { return !ids.contains(project.id); });
  return all;
}

std::unique_ptr<Replica> replica_of(SessionStore& store) {
  return std::make_unique<StoreReplica>(store);
}

}  // namespace sessionstore
