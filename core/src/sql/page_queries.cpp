#include "sql/page_queries.h"

#include <fmt/format.h>
#include <sessionstore/roots.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "sql/for_ids.h"
#include "sql/rows.h"

namespace sessionstore::sql {
namespace {

/// What the rows of a list must meet.
struct Conditions {
  std::string where = "1 = 1";
  std::vector<Value> values;

  void require(std::string_view condition, std::initializer_list<Value> bound = {}) {
    where += fmt::format(" AND {}", condition);
    values.insert(values.end(), bound);
  }
};

Conditions conditions_of(const SessionQuery& query) {
  Conditions conditions;
  if (query.project_id) conditions.require("project_id = ?", {std::string_view(*query.project_id)});
  if (query.author) conditions.require("author = ?", {std::string_view(*query.author)});
  if (query.after) {
    // Said twice, so that engines without ranges over row values still find the place by index.
    conditions.require(
        "updated <= ? AND (updated < ? OR id < ?)",
        {query.after->updated, query.after->updated, std::string_view(query.after->id)});
  }
  return conditions;
}

bool is_newer(const Session& a, const Session& b) {
  return std::tie(a.updated, a.id) > std::tie(b.updated, b.id);
}

/// A list, of which one without children lacks the roots that have a parent: by index alone.
std::vector<Session> select_newest(Connection& connection, const SessionQuery& query) {
  Conditions conditions = conditions_of(query);
  if (!query.children && !query.archived) {
    conditions.require("listed = 1");
  } else if (!query.children) {
    conditions.require("parent_id IS NULL");
  } else if (!query.archived) {
    conditions.require("archived IS NULL");
  }
  conditions.values.emplace_back(query.limit + 1);
  std::vector<Session> sessions;
  connection.query(fmt::format("SELECT {} FROM ss_session WHERE {} ORDER BY updated DESC, id DESC "
                               "LIMIT ?",
                               kSessionColumns, conditions.where),
                   conditions.values,
                   [&](const Row& row) { sessions.push_back(session_from(row)); });
  return sessions;
}

std::optional<std::string> select_parent(Connection& connection, const std::string& id) {
  std::optional<std::string> parent;
  connection.query("SELECT parent_id FROM ss_session WHERE id = ?", {std::string_view(id)},
                   [&](const Row& row) {
                     if (!row.is_null(0)) parent = text_of(row, 0);
                   });
  return parent;
}

/// The roots that have a parent, as newest first as fit the page. Looks at no child session that is
/// older than `oldest`, the last on the page so far, so that its cost does not grow with the store.
std::vector<std::string> select_strays(Connection& connection, const SessionQuery& query,
                                       const Session* oldest) {
  Conditions conditions = conditions_of(query);
  // Not listed, and not for being archived: a child. In the words of the indexes.
  conditions.require(query.archived ? "parent_id IS NOT NULL" : "listed = 0 AND archived IS NULL");
  if (oldest != nullptr) {
    conditions.require("updated >= ? AND (updated > ? OR id > ?)",
                       {oldest->updated, oldest->updated, std::string_view(oldest->id)});
  }
  std::vector<std::string> strays;
  std::vector<std::string> grandchildren;
  std::map<std::string, Millis> updated;
  connection.query(
      fmt::format("SELECT id, updated, (SELECT CASE WHEN parent.parent_id IS NULL THEN 0 ELSE 1 "
                  "END FROM ss_session parent WHERE parent.id = child.parent_id) "
                  "FROM ss_session child WHERE {}",
                  conditions.where),
      conditions.values, [&](const Row& row) {
        const bool is_orphan = row.is_null(2);
        if (!is_orphan && row.integer(2) == 0) return;
        std::string id = text_of(row, 0);
        updated.emplace(id, row.integer(1));
        (is_orphan ? strays : grandchildren).push_back(std::move(id));
      });
  ParentCircles circles([&](const std::string& id) { return select_parent(connection, id); });
  std::ranges::copy_if(grandchildren, std::back_inserter(strays),
                       [&](const std::string& id) { return circles.is_root(id); });
  std::ranges::sort(strays, [&](const std::string& a, const std::string& b) {
    return std::pair(updated.at(a), a) > std::pair(updated.at(b), b);
  });
  const auto most = static_cast<std::size_t>(query.limit) + 1;
  if (strays.size() > most) strays.resize(most);
  return strays;
}

void add_strays(Connection& connection, const SessionQuery& query, std::vector<Session>& page) {
  const bool is_full = static_cast<std::int64_t>(page.size()) > query.limit;
  const std::vector<std::string> strays =
      select_strays(connection, query, is_full ? &page.back() : nullptr);
  static const std::string sql =
      fmt::format("SELECT {} FROM ss_session WHERE id IN ({{}})", kSessionColumns);
  for_ids(connection, sql, strays, [&](const Row& row) { page.push_back(session_from(row)); });
  std::ranges::sort(page, is_newer);
}

}  // namespace

SessionPage select_page(Connection& connection, const SessionQuery& query) {
  SessionPage page{select_newest(connection, query), {}};
  if (!query.children) add_strays(connection, query, page.sessions);
  if (static_cast<std::int64_t>(page.sessions.size()) > query.limit) {
    page.sessions.resize(static_cast<std::size_t>(query.limit));
    page.next = PageKey{page.sessions.back().updated, page.sessions.back().id};
  }
  return page;
}

}  // namespace sessionstore::sql
