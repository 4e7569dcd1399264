// What can go wrong with what sync asks for.
#include <sessionstore/error.h>

#include <algorithm>

#include "forwarding_store.h"
#include "mutants.h"
#include "wrap.h"

namespace sessionstore::tests {
namespace {

struct TellsNoArchivedStates : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::vector<SessionState> session_states(const std::optional<std::string>& project_id) override {
    auto states = inner().session_states(project_id);
    std::erase_if(states, [&](const SessionState& state) {
      return inner().find_session(state.id)->archived.has_value();
    });
    return states;
  }
};

struct LooksUpFewStates : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::vector<SessionState> find_session_states(std::span<const std::string> ids) override {
    return inner().find_session_states(ids.first(std::min<std::size_t>(ids.size(), 1000)));
  }
};

/// As a store would that takes the time of change or a count for a stamp.
struct StampsByMessages : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::vector<SessionState> find_session_states(std::span<const std::string> ids) override {
    auto states = inner().find_session_states(ids);
    for (SessionState& state : states) {
      const Session session = inner().find_session(state.id).value();
      state.stamp = std::to_string(session.message_count) + session.title;
      if (session.archived) state.stamp += std::to_string(*session.archived);
    }
    return states;
  }
};

struct RemovesChildrenToo : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  bool remove_session(std::string_view id, const Digest& expected) override {
    const auto stored = inner().find_stored(id);
    if (stored && stored->fingerprint != expected) return inner().remove_session(id, expected);
    return inner().delete_session(id) != 0;
  }
};

struct RemovesWhateverIsThere : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  bool remove_session(std::string_view id, const Digest& /*expected*/) override {
    const auto stored = inner().find_stored(id);
    return stored && inner().remove_session(id, stored->fingerprint);
  }
};

struct BuriesTheLiving : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::vector<Tombstone> find_tombstones(std::span<const std::string> ids) override {
    auto found = inner().find_tombstones(ids);
    if (std::ranges::find(ids, "again") != ids.end() && !found.empty()) {
      found.push_back({"again", std::nullopt, 1});
    }
    return found;
  }
};

struct IsLikeEveryOther : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::string identity() override { return "a store"; }
};

}  // namespace

std::vector<StoreMutant> mutants_of_copies() {
  return {
      {"tells no archived sessions", "copies: session_states tells every session once",
       Wrap<TellsNoArchivedStates>()},
      {"looks up few states", "copies: find_session_states tells those it is asked for",
       Wrap<LooksUpFewStates>()},
      {"stamps by messages", "copies: each change makes another stamp", Wrap<StampsByMessages>()},
      {"removes children too", "copies: remove_session takes one session alone",
       Wrap<RemovesChildrenToo>()},
      {"removes whatever is there", "copies: remove_session leaves what was changed",
       Wrap<RemovesWhateverIsThere>()},
      {"buries the living", "copies: find_tombstones tells what was deleted, and no more",
       Wrap<BuriesTheLiving>()},
      {"is like every other", "copies: identity tells two stores apart", Wrap<IsLikeEveryOther>()},
  };
}

}  // namespace sessionstore::tests
