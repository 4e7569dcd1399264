#include <fmt/format.h>
#include <sessionstore/column_check.h>
#include <sessionstore/json/view.h>

#include "sql/fault_script.h"
#include "sql/faulty_store.h"
#include "sql/group.h"

namespace sessionstore::conformance {
namespace {

/// A store, and a connection for whoever changes it by hand.
struct Place {
  explicit Place(SqlPlace& place) : hand(place.connect()) {
    migrate(place);
    store = open_faulty_store(place, std::make_shared<FaultPlan>());
  }

  std::unique_ptr<SessionStore> store;
  std::unique_ptr<sql::Connection> hand;
};

/// Of sessions that conformance/rows.h makes: their data has a title, and their messages a role.
class TitlesAndRoles final : public ColumnReader {
 public:
  void read_columns(Session& session) const override {
    session.title = json::View(session.data.text())["title"].string().value_or("");
  }
  void read_columns(Message& message) const override {
    message.role = json::View(message.data.text())["role"].string().value_or("");
  }
  void read_columns(Part& /*part*/, Millis /*message_created*/) const override {}
};

ColumnReport check(Place& place, ColumnRepair repair = ColumnRepair::none) {
  static const TitlesAndRoles kReader;
  return place.store->check_columns({&kReader, repair, {}});
}

std::string details(const std::vector<Difference>& differences) {
  std::string text;
  for (const Difference& difference : differences) text += difference.detail + "\n";
  return text;
}

void require_right(Place& place, std::string_view when) {
  const ColumnReport report = check(place);
  require_equal(fmt::format("{}: differences", when), details(report.differences), "");
  require_equal(fmt::format("{}: rows without a checksum", when), report.without_checksum, 0);
}

/// A session, and after it one with text that streams, of two projects.
void fill(Place& place) {
  const auto& script = fault_script();
  for (std::size_t i = 0; i < 8; ++i) script[i].run(*place.store, "grows");
  for (const ScriptStep& step : script) {
    if (step.name == "delete_session") break;
    step.run(*place.store, "whole");
  }
}

void whatever_writes_keeps_them(SqlPlace& sql_place) {
  Place place(sql_place);
  require_right(place, "nothing");
  for (const ScriptStep& step : fault_script()) {
    step.run(*place.store, "calm");
    require_right(place, step.name);
  }
}

void every_column_is_guarded(SqlPlace& sql_place) {
  Place place(sql_place);
  fill(place);
  struct Table {
    std::string_view name;
    std::vector<std::string_view> texts;
    std::vector<std::string_view> numbers;
    std::string_view where = "1 = 1";
  };
  const std::vector<Table> tables = {
      {"ss_session",
       {"agent_project_id", "title", "directory", "author", "machine"},
       {"message_count", "input_tokens", "output_tokens", "cost", "created", "updated", "archived",
        "listed"},
       "id = 'whole'"},
      {"ss_message",
       {"id", "role"},
       {"created", "updated", "input_tokens", "output_tokens", "cost", "revision"},
       "session_id = 'whole' AND seq = 1"},
      {"ss_part",
       {"id", "type"},
       {"created", "updated", "revision"},
       "session_id = 'whole' AND message_seq = 1 AND position = 0"},
      {"ss_part_delta", {}, {"pending_bytes", "fold_at", "revision"}},
      {"ss_record", {"kind", "record_key"}, {"revision"}, "session_id = 'whole'"},
      {"ss_project", {"name"}, {}},
      {"ss_project_alias", {"alias"}, {}, "alias = 'alias of whole'"},
      {"ss_project_record", {"kind", "record_key"}, {}, "project_id = 'project of whole'"}};
  for (const Table& table : tables) {
    const auto change = [&](std::string_view column, std::string_view value) {
      const std::string sql =
          fmt::format("UPDATE {} SET {} = {} WHERE {}", table.name, column, value, table.where);
      require(sql, place.hand->execute(sql, {}) > 0);
      const ColumnReport found = check(place);
      require(fmt::format("{}: found", sql), !found.differences.empty());
      // So that the next one begins with a store that is right.
      const ColumnReport accepted = check(place, ColumnRepair::accept);
      require_equal(fmt::format("{}: left", sql), details(accepted.differences), "");
      require_right(place, sql);
    };
    for (const std::string_view column : table.numbers) {
      change(column, fmt::format("COALESCE({}, 0) + 1", column));
    }
    // The last ones are keys: where the row was is not where it is then.
    for (std::size_t i = table.texts.size(); i > 0; --i) change(table.texts[i - 1], "'by hand'");
  }
}

void what_can_be_told_is_put_right(SqlPlace& sql_place) {
  Place place(sql_place);
  fill(place);
  const std::string before = describe_session(*place.store, "whole");
  for (const char* const sql :
       {"UPDATE ss_session SET title = 'x', listed = 5, input_tokens = 9, cost = 3",
        "UPDATE ss_session SET author = 'x' WHERE id = 'whole'",
        "UPDATE ss_session SET project_id = 'project of grows' WHERE id = 'whole'",
        "UPDATE ss_message SET role = 'x', hash = X'00' WHERE session_id = 'whole'",
        "UPDATE ss_session SET message_count = 70",
        "UPDATE ss_project_alias SET project_id = 'project of grows'"}) {
    place.hand->execute(sql, {});
    require(fmt::format("{}: found", sql), !check(place).differences.empty());
    const ColumnReport repaired = check(place, ColumnRepair::derived);
    require_equal(fmt::format("{}: left", sql), details(repaired.differences), "");
    require(fmt::format("{}: repaired", sql), !repaired.repaired.empty());
    require_right(place, sql);
    require_equal(fmt::format("{}: as before", sql), describe_session(*place.store, "whole"),
                  before);
  }
  // No row may be newer than its session.
  place.hand->execute("UPDATE ss_session SET revision = 1", {});
  require_equal("repaired revisions", check(place, ColumnRepair::derived).repaired.size(), 2);
  require_right(place, "revisions");
}

void what_cannot_be_told_stays(SqlPlace& sql_place) {
  Place place(sql_place);
  fill(place);
  place.hand->execute("UPDATE ss_session SET machine = 'x'", {});
  const ColumnReport repaired = check(place, ColumnRepair::derived);
  require_equal("repaired", details(repaired.repaired), "");
  require_equal("still found", check(place).differences.size(), repaired.differences.size());
  require_equal("the column", texts_of(*place.hand, "SELECT DISTINCT machine FROM ss_session"),
                std::vector<std::string>{"x"});
}

void rows_of_before_get_theirs(SqlPlace& sql_place) {
  Place place(sql_place);
  fill(place);
  std::int64_t rows = 0;
  for (const char* const table :
       {"ss_session", "ss_message", "ss_part", "ss_part_delta", "ss_record", "ss_project",
        "ss_project_alias", "ss_project_record"}) {
    rows += place.hand->execute(fmt::format("UPDATE {} SET checksum = NULL", table), {});
  }
  place.hand->execute("UPDATE ss_session SET updated_checksum = NULL", {});
  const ColumnReport found = check(place);
  require_equal("differences", details(found.differences), "");
  require_equal("rows without a checksum", found.without_checksum, rows);
  require_equal("when they get theirs", check(place, ColumnRepair::derived).without_checksum, rows);
  require_right(place, "afterwards");
  place.hand->execute("UPDATE ss_session SET updated = updated + 1", {});
  require("the time of change has its own", !check(place).differences.empty());
}

}  // namespace

void add_column_checks(std::vector<SqlCheck>& checks) {
  SqlGroup group("columns", checks);
  group.with_place("whatever writes a row gives it its checksum", whatever_writes_keeps_them);
  group.with_place("a column that was changed by hand is found", every_column_is_guarded);
  group.with_place("what data or other rows tell is put right", what_can_be_told_is_put_right);
  group.with_place("what nothing tells is named, and stays", what_cannot_be_told_stays);
  group.with_place("rows of before checksums get theirs", rows_of_before_get_theirs);
}

}  // namespace sessionstore::conformance
