#include "go_records.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/json/view.h>

#include <array>
#include <map>
#include <optional>
#include <utility>

#include "go_plan.h"
#include "go_rows.h"
#include "opencode_db/other_tables.h"
#include "opencode_shapes/ids.h"

namespace sessionstore::interop {
namespace {

constexpr std::string_view kFile = "file";

class GoRecords {
 public:
  GoRecords(sql::Connection& connection, const GoTables& tables, const std::string& session_id,
            SessionVisitor& visitor)
      : connection_(connection),
        tables_(tables),
        session_id_(session_id),
        visitor_(visitor),
        reports_(visitor) {}

  void read() {
    for (const auto& [name, table] : tables_.all()) {
      if (is_session_table(table)) guarded(name, [&, &rows = table] { read_rows(rows); });
    }
    if (find_table(tables_.all(), "files") != nullptr) {
      guarded("files", [&] { list_files(); });
    }
    for (auto& entry : found_) give(entry.first.second, entry.second);
  }

 private:
  struct Content {
    std::optional<Record> record;  // of a file there is only the id yet
    std::string file_id;
    std::optional<std::int64_t> row = std::nullopt;  // its number, where a scan tells
  };

  void give(const std::string& key, Content& content) {
    if (content.record) {
      visitor_.on_record(*std::move(content.record));
    } else {
      guarded("files", [&] { read_file(key, content); });
    }
  }

  template <typename Action>
  void guarded(std::string_view table, const Action& action) const {
    try {
      action();
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt) throw;
      reports_.skipped(fmt::format("session {}, table {}", session_id_, table), error.what());
    }
  }

  void read_rows(const Table& table) {
    const auto take = [&](const TableRow& row) {
      Record record = record_of(row, "session_id");
      std::string key = record.key;
      add(table.name, std::move(key), {std::move(record), {}, {}});
    };
    if (table.scan != nullptr) {
      interop::read_rows(connection_, table, "session_id", session_id_, "", take);
      return;
    }
    connection_.query(tables_.select(table, "WHERE session_id = ?"), {session_id_},
                      [&](const sql::Row& raw) { take(TableRow(table, raw)); });
  }

  void list_files() {
    const Table& table = tables_.at("files");
    if (table.scan != nullptr) {
      for (const std::int64_t number : table.scan->rows("session_id", session_id_)) {
        connection_.query(
            fmt::format("SELECT path, version FROM files NOT INDEXED WHERE {} = ?", table.row_id),
            {number}, [&](const sql::Row& row) {
              add(kFile, fmt::format("{}@{}", row.bytes(0), row.bytes(1)), {{}, {}, number});
            });
      }
      return;
    }
    connection_.query("SELECT id, path, version FROM files WHERE session_id = ?", {session_id_},
                      [&](const sql::Row& row) {
                        add(kFile, fmt::format("{}@{}", row.bytes(1), row.bytes(2)),
                            {std::nullopt, std::string(row.bytes(0)), {}});
                      });
  }

  void add(std::string_view kind, std::string key, Content content) {
    // Keys are UTF-8, as all that comes out of a document is.
    key = json::View(json::Document::parse(json::quote(key)).text()).string().value_or("");
    std::string fit = fit_id(key);
    // Where one number was taken, all before it were: there may be as many of one key as rows.
    int& last = last_of_[{std::string(kind), fit}];
    for (++last; found_.contains({std::string(kind), fit}); ++last) {
      fit = fit_id(fmt::format("{}#{}", key, last + 1));
    }
    --last;
    if (content.record) content.record->key = fit;
    found_.emplace(std::pair(std::string(kind), std::move(fit)), std::move(content));
  }

  void read_file(const std::string& key, const Content& content) {
    constexpr std::array<std::string_view, 1> kHeld{"session_id"};
    const Table& table = tables_.at("files");
    std::optional<Record> record;
    const auto take = [&](const TableRow& row) {
      const std::string place = fmt::format("file {}", row.bytes("id"));
      record = {std::string(kFile), key, go_document(row, kHeld, place, reports_)};
    };
    if (content.row) {
      read_row(connection_, table, *content.row, take);
    } else {
      connection_.query(tables_.select(table, "WHERE id = ?"), {content.file_id},
                        [&](const sql::Row& raw) { take(TableRow(table, raw)); });
    }
    if (record) visitor_.on_record(*std::move(record));
  }

  sql::Connection& connection_;
  const GoTables& tables_;
  const std::string& session_id_;
  SessionVisitor& visitor_;
  Reports reports_;
  std::map<std::pair<std::string, std::string>, Content> found_;  // by kind and key
  std::map<std::pair<std::string, std::string>, int> last_of_;    // how many of that key there are
};

}  // namespace

void read_go_records(sql::Connection& connection, const GoTables& tables,
                     const std::string& session_id, SessionVisitor& visitor) {
  GoRecords(connection, tables, session_id, visitor).read();
}

}  // namespace sessionstore::interop
