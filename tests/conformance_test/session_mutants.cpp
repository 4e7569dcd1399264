// What can go wrong with sessions, lists and projects, one at a time.
#include <sessionstore/error.h>

#include <algorithm>
#include <cctype>

#include "forwarding_store.h"
#include "mutants.h"
#include "wrap.h"

namespace sessionstore::tests {
namespace {

std::string folded(std::string_view text) {
  std::string lower;
  for (const char c : text) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

std::string trimmed(std::string_view text) {
  return std::string(text.substr(0, text.find_last_not_of(' ') + 1));
}

struct FoldsCase : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::optional<Session> find_session(std::string_view id) override {
    for (const std::string& known : inner().find_session_ids("", 10'000)) {
      if (folded(known) == folded(id)) return inner().find_session(known);
    }
    return std::nullopt;
  }
};

struct TrimsTrailingBlanks : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  Session create_session(const Session& session) override {
    Session trim = session;
    trim.id = trimmed(session.id);
    return inner().create_session(trim);
  }
};

struct OrdersWithoutCase : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::vector<std::string> find_session_ids(std::string_view prefix, std::int64_t limit) override {
    auto ids = inner().find_session_ids(prefix, limit);
    std::sort(ids.begin(), ids.end(),
              [](const std::string& a, const std::string& b) { return folded(a) < folded(b); });
    return ids;
  }
};

struct RepeatsOnPages : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  SessionPage list_sessions(const SessionQuery& query) override {
    SessionPage page = inner().list_sessions(query);
    if (page.next && page.sessions.size() > 1) {
      const Session& last_but_one = page.sessions[page.sessions.size() - 2];
      page.next = PageKey{last_but_one.updated, last_but_one.id};
    }
    return page;
  }
};

struct SkipsTiesOnPages : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  SessionPage list_sessions(const SessionQuery& query) override {
    SessionPage page = inner().list_sessions(query);
    if (page.next) page.next->id = "";  // as if the time alone were the key
    return page;
  }
};

struct HidesOrphans : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  SessionPage list_sessions(const SessionQuery& query) override {
    SessionPage page = inner().list_sessions(query);
    if (!query.children) {
      std::erase_if(page.sessions, [](const Session& session) { return session.parent_id; });
    }
    return page;
  }
};

struct IgnoresExpectedRevision : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  Revision rename_session(std::string_view id, std::string_view title,
                          std::optional<Revision>) override {
    return inner().rename_session(id, title, std::nullopt);
  }
};

struct LimitIsOffByOne : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  Session create_session(const Session& session) override {
    if (session.id.size() < kMaxIdBytes) return inner().create_session(session);
    throw Error(ErrorCode::constraint, "the session's id is too long");
  }
};

struct CutsLongTitles : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  Session create_session(const Session& session) override {
    Session cut = session;
    cut.title.resize(std::min(cut.title.size(), kMaxFieldBytes));
    return inner().create_session(cut);
  }
};

struct LeavesGrandchildren : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::int64_t delete_session(std::string_view id) override {
    std::vector<SessionArchive> kept;
    for (const std::string& other : inner().find_session_ids("", 10'000)) {
      const auto parent = inner().find_session(other)->parent_id;
      if (parent && *parent != id) kept.push_back(archive_session(inner(), other));
    }
    const std::int64_t deleted = inner().delete_session(id);
    for (const SessionArchive& archive : kept) {
      if (!inner().find_session(archive.session.id)) restore_session(inner(), archive);
    }
    return deleted;
  }
  using ForwardingStore::archive_session;
  static SessionArchive archive_session(SessionSource& source, std::string_view id) {
    return sessionstore::archive_session(source, id);
  }
};

struct RenamesWhatIsNotThere : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  Revision rename_session(std::string_view id, std::string_view title,
                          std::optional<Revision> expected) override {
    return inner().find_session(id) ? inner().rename_session(id, title, expected) : 0;
  }
};

struct CreatesWhatIsThere : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  Session create_session(const Session& session) override {
    try {
      return inner().create_session(session);
    } catch (const Error&) {
      return inner().find_session(session.id).value();
    }
  }
};

struct ForgetsAliases : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  void put_project(const Project& project) override {
    const bool known = inner().find_project(project.id).has_value();
    inner().put_project({project.id, project.name,
                         known ? std::vector<std::string>() : project.aliases, project.records});
  }
};

}  // namespace

std::vector<StoreMutant> mutants_of_sessions() {
  return {
      {"folds case", "identity: sessions that look alike are different", Wrap<FoldsCase>()},
      {"trims blanks", "identity: sessions that look alike are different",
       Wrap<TrimsTrailingBlanks>()},
      {"orders without case", "order: sessions, projects and records are ordered by bytes",
       Wrap<OrdersWithoutCase>()},
      {"repeats a session on the next page",
       "paging: pages of any size give each session once, equal times too", Wrap<RepeatsOnPages>()},
      {"pages by time alone", "paging: pages of any size give each session once, equal times too",
       Wrap<SkipsTiesOnPages>()},
      {"hides children without parents", "roots: a child whose parent is not there is one",
       Wrap<HidesOrphans>()},
      {"ignores the expected revision", "conflicts: rename_session",
       Wrap<IgnoresExpectedRevision>()},
      {"has a limit one too small", "limits: the longest of everything fits",
       Wrap<LimitIsOffByOne>()},
      {"cuts long titles", "limits: a title of 4,097 bytes", Wrap<CutsLongTitles>()},
      {"leaves grandchildren", "deletion: takes children and theirs, and no one else",
       Wrap<LeavesGrandchildren>()},
      {"renames what is not there", "absence: rename_session of no session",
       Wrap<RenamesWhatIsNotThere>()},
      {"creates what is there", "concurrency: 8 threads create one session: one does",
       Wrap<CreatesWhatIsThere>()},
      {"forgets aliases", "projects: are added to: name, aliases, records", Wrap<ForgetsAliases>()},
  };
}

}  // namespace sessionstore::tests
