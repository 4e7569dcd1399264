#include "session_records.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/json/edit.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "columns_left.h"
#include "other_tables.h"
#include "row_access.h"

namespace sessionstore::interop {
namespace {

/// The row's columns as one object, its two times in one member.
std::string with_times(const TableRow& row, JsonObject object) {
  JsonObject time;
  if (row.has("time_created")) time.add("created", row.json("time_created"));
  if (row.has("time_updated")) time.add("updated", row.json("time_updated"));
  if (!time.empty()) object.add("time", time.text());
  return object.text();
}

class SessionRecords {
 public:
  SessionRecords(sql::Connection& connection, const Tables& tables, const std::string& session_id,
                 const Reports& reports)
      : connection_(connection), tables_(tables), session_id_(session_id), reports_(reports) {}

  std::vector<Record> read() {
    read_todos();
    read_share();
    for (const auto& [name, table] : tables_) {
      if (belonging_of(table) != Belonging::session) continue;
      for_each_row(table, "",
                   [&](const TableRow& row) { records_.push_back(record_of(row, "session_id")); });
    }
    std::ranges::sort(records_, [](const Record& a, const Record& b) {
      return std::tie(a.kind, a.key) < std::tie(b.kind, b.key);
    });
    return std::move(records_);
  }

 private:
  template <typename Use>
  void for_each_row(const Table& table, std::string_view order, const Use& use) {
    try {
      read_rows(connection_, table, "session_id", session_id_, order, use);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt) throw;
      reports_.skipped(place(table), error.what());
    }
  }

  [[nodiscard]] std::string place(const Table& table) const {
    return fmt::format("session {}, table {}", session_id_, table.name);
  }

  void read_todos() {
    const Table* const table = find_table(tables_, "todo");
    if (table == nullptr) return;
    std::vector<std::pair<std::int64_t, std::string>> todos;
    for_each_row(*table, "ORDER BY position", [&](const TableRow& row) {
      todos.emplace_back(row.integer("position").value_or(0), todo_object(row));
    });
    // Rows by a scan have no order, and may be there twice.
    std::ranges::stable_sort(todos, {}, [](const auto& todo) { return todo.first; });
    const auto twins = std::unique(todos.begin(), todos.end());
    if (twins != todos.end()) reports_.note(place(*table), "equal rows: each was taken once");
    todos.erase(twins, todos.end());
    std::string list;
    for (const auto& todo : todos) {
      list += list.empty() ? "[" : ",";
      list += todo.second;
    }
    if (!list.empty()) add("todo", list + ']');
  }

  void read_share() {
    const Table* const table = find_table(tables_, "session_share");
    if (table == nullptr) return;
    constexpr std::array<std::string_view, 3> kApart{"session_id", "time_created", "time_updated"};
    for_each_row(*table, "", [&](const TableRow& row) {
      add("session_share", with_times(row, whole_row(row, kApart)));
    });
  }

  void add(std::string_view kind, const std::string& text) {
    bool repaired = false;
    records_.push_back({std::string(kind), "", json::Document::parse(text, &repaired)});
    if (repaired) reports_.repaired(fmt::format("session {}, {}", session_id_, kind));
  }

  sql::Connection& connection_;
  const Tables& tables_;
  const std::string& session_id_;
  const Reports& reports_;
  std::vector<Record> records_;
};

}  // namespace

std::string todo_object(const TableRow& row) {
  constexpr std::array<std::string_view, 4> kApart{"session_id", "position", "time_created",
                                                   "time_updated"};
  return with_times(row, whole_row(row, kApart));
}

std::vector<Record> read_session_records(sql::Connection& connection, const Tables& tables,
                                         const std::string& session_id, const Reports& reports) {
  return SessionRecords(connection, tables, session_id, reports).read();
}

}  // namespace sessionstore::interop
