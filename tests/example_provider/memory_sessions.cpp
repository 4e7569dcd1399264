#include <sessionstore/error.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>
#include <sessionstore/limits.h>
#include <sessionstore/roots.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "memory_store.h"

namespace example {

using namespace sessionstore;

namespace {

void check_limit(std::int64_t limit) {
  if (limit < 1 || limit > 10'000) {
    throw Error(ErrorCode::invalid_argument, "a page holds 1 to 10000 rows");
  }
}

bool wanted(const Session& session, const SessionQuery& query, bool is_root) {
  return (!query.project_id || session.project_id == *query.project_id) &&
         (!query.author || session.author == *query.author) && (query.children || is_root) &&
         (query.archived || !session.archived) &&
         (!query.after ||
          std::tie(session.updated, session.id) < std::tie(query.after->updated, query.after->id));
}

}  // namespace

Session MemoryStore::create_session(const Session& session) {
  check(session);
  WholeSession whole{session, {}, {}, {}};
  whole.session.revision = 1;
  whole.session.message_count = whole.session.input_tokens = whole.session.output_tokens = 0;
  whole.session.cost = 0;
  const std::lock_guard lock(mutex_);
  if (content_.sessions.contains(session.id)) throw already_exists("session", session.id);
  content_.ensure_project(session.project_id);
  return content_.sessions.emplace(session.id, std::move(whole)).first->second.session;
}

std::optional<WholeSession> MemoryStore::snapshot(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = content_.sessions.find(id);
  if (found == content_.sessions.end()) return std::nullopt;
  return found->second;
}

std::optional<Session> MemoryStore::find_session(std::string_view id) {
  const auto whole = snapshot(id);
  if (!whole) return std::nullopt;
  return whole->session;
}

std::vector<std::string> MemoryStore::find_session_ids(std::string_view prefix,
                                                       std::int64_t limit) {
  check_limit(limit);
  const std::lock_guard lock(mutex_);
  std::vector<std::string> ids;
  for (auto at = content_.sessions.lower_bound(prefix); at != content_.sessions.end(); ++at) {
    if (!at->first.starts_with(prefix) || std::ssize(ids) == limit) break;
    ids.push_back(at->first);
  }
  return ids;
}

SessionPage MemoryStore::list_sessions(const SessionQuery& query) {
  check_limit(query.limit);
  SessionPage page;
  const std::lock_guard lock(mutex_);
  Parents parents;
  for (const auto& [id, whole] : content_.sessions) parents.emplace(id, whole.session.parent_id);
  const auto roots = find_roots(parents);
  for (const auto& [id, whole] : content_.sessions) {
    if (wanted(whole.session, query, roots.contains(id))) page.sessions.push_back(whole.session);
  }
  std::sort(page.sessions.begin(), page.sessions.end(), [](const Session& a, const Session& b) {
    return std::tie(a.updated, a.id) > std::tie(b.updated, b.id);
  });
  if (std::ssize(page.sessions) > query.limit) {
    page.sessions.resize(static_cast<std::size_t>(query.limit));
    page.next = PageKey{page.sessions.back().updated, page.sessions.back().id};
  }
  return page;
}

Revision MemoryStore::rename_session(std::string_view id, std::string_view title,
                                     std::optional<Revision> expected) {
  check_field("the session's title", title);
  return change(id, [&](WholeSession& whole) {
    require_revision(whole.session.revision, expected);
    constexpr std::array<std::string_view, 1> kPath = {"title"};
    whole.session.data = json::with_member(whole.session.data, kPath, json::quote(title));
    whole.session.title = title;
    return whole.touch(clock_());
  });
}

Revision MemoryStore::archive_session(std::string_view id, std::optional<Millis> archived,
                                      std::optional<Revision> expected) {
  return change(id, [&](WholeSession& whole) {
    require_revision(whole.session.revision, expected);
    constexpr std::array<std::string_view, 2> kPath = {"time", "archived"};
    whole.session.data = json::with_member(whole.session.data, kPath,
                                           archived ? std::to_string(*archived) : std::string());
    whole.session.archived = archived;
    return whole.touch(clock_());
  });
}

std::int64_t MemoryStore::delete_session(std::string_view id) {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> family = {std::string(id)};
  std::int64_t deleted = 0;
  for (std::size_t i = 0; i < family.size(); ++i) {
    // What is deleted cannot be found again, so a circle of parents ends.
    deleted += static_cast<std::int64_t>(content_.sessions.erase(family[i]));
    for (const auto& [child, whole] : content_.sessions) {
      if (whole.session.parent_id == family[i]) family.push_back(child);
    }
  }
  return deleted;
}

}  // namespace example
