#include <cfloat>
#include <limits>
#include <optional>

#include "sql/group.h"

namespace sessionstore::conformance {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

// One value of each type, in columns of the schema's widest row.
struct Values {
  std::string id = "s";
  std::optional<std::string> text = {};    // parent_id: at most 255 bytes
  std::optional<std::int64_t> whole = {};  // archived
  double real = 0;                         // cost
  std::string large = {};                  // data
  std::optional<std::string> blob = {};    // fingerprint: 32 bytes
};

sql::Value or_null(const std::optional<std::string>& text) {
  return text ? sql::Value(std::string_view(*text)) : sql::Value(nullptr);
}

void insert(sql::Connection& connection, const Values& values) {
  const std::string hash(32, '\0');
  connection.execute(
      "INSERT INTO ss_session (id, project_id, agent_project_id, parent_id, title, directory, "
      "author, machine, message_count, input_tokens, output_tokens, cost, created, updated, "
      "archived, listed, revision, fingerprint, data, hash) VALUES (?, 'p', '', ?, '', '', '', '', "
      "0, 0, 0, ?, 0, 0, ?, 0, 1, ?, ?, ?)",
      {std::string_view(values.id), or_null(values.text), values.real,
       values.whole ? sql::Value(*values.whole) : sql::Value(nullptr),
       values.blob ? sql::Value(sql::Blob{*values.blob}) : sql::Value(nullptr),
       std::string_view(values.large), sql::Blob{hash}});
}

Values select(sql::Connection& connection, std::string_view id) {
  std::optional<Values> found;
  connection.query(
      "SELECT id, parent_id, archived, cost, data, fingerprint FROM ss_session WHERE id = ?", {id},
      [&](const sql::Row& row) {
        found.emplace();
        found->id = row.bytes(0);
        if (!row.is_null(1)) found->text = row.bytes(1);
        if (!row.is_null(2)) found->whole = row.integer(2);
        found->real = row.real(3);
        found->large = row.bytes(4);
        if (!row.is_null(5)) found->blob = row.bytes(5);
      });
  return require_some("the row", found);
}

void require_back(sql::Connection& connection, const Values& values) {
  insert(connection, values);
  const Values found = select(connection, values.id);
  require_equal("id", found.id, values.id);
  require_equal("text", found.text, values.text);
  require_equal("whole number", found.whole, values.whole);
  require_equal("real number", found.real, values.real);
  require_equal("large text", found.large, values.large);
  require_equal("blob", found.blob, values.blob);
}

void add(std::vector<SqlCheck>& checks, std::string_view rule, std::vector<Values> rows) {
  checks.push_back({"values", rule, [rows = std::move(rows)](const NewSqlPlace& new_place) {
                      const auto place = new_place();
                      migrate(*place);
                      const auto connection = place->connect();
                      put_row(*connection, "p");
                      for (std::size_t i = 0; i < rows.size(); ++i) {
                        Values values = rows[i];
                        if (values.id == "s") values.id += std::to_string(i);
                        require_back(*connection, values);
                      }
                    }});
}

std::string bytes(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(i * 7);
  return text;
}

}  // namespace

void add_value_checks(std::vector<SqlCheck>& checks) {
  add(checks, "whole numbers of 64 bits, small after large",
      {{.whole = kMost},
       {.whole = kLeast},
       {.whole = -1},
       {.whole = 0},
       {.whole = 4'294'967'296},
       {.whole = -2'147'483'649},
       {.whole = 9'007'199'254'740'993},
       {.whole = 7}});
  add(checks, "real numbers to the last bit",
      {{.real = 0.1},
       {.real = 1e-283},
       {.real = -0.0},
       {.real = DBL_MAX},
       {.real = -DBL_MIN},
       {.real = 1.0 / 3},
       {.real = 0.1 + 0.2},
       {.real = 5e-324},
       {.real = 123456789.123456789},
       {.real = 3}});
  add(checks, "NULL, a value and NULL again on the same statement",
      {{}, {.text = "t", .whole = 1, .blob = bytes(32)}, {}, {.text = "", .whole = 0}, {}});
  add(checks, "empty text, which is not NULL", {{.text = ""}, {.text = "x"}, {.text = ""}, {}});
  add(checks, "bytes that are no text",
      {{.blob = bytes(32)}, {.blob = std::string(32, '\0')}, {.blob = std::string(32, '\xFF')}});
  add(checks, "ids of 255 bytes",
      {{.id = std::string(255, 'x'), .text = std::string(255, 'y')},
       {.id = std::string(253, 'x') + "é", .text = "é"}});
  add(checks, "text with quotes, backslashes, question marks and line breaks",
      {{.text = R"('"\)", .large = "a'b\"c\\d\\0\\n\n\r\n%_?1 :x $1 @x --"},
       {.text = "?", .large = "'); DROP TABLE ss_session; --"}});
  add(checks, "every length of text around what buffers hold",
      {{.large = std::string(1, 'a')},
       {.large = std::string(255, 'a')},
       {.large = std::string(256, 'a')},
       {.large = std::string(65'535, 'a')},
       {.large = std::string(65'536, 'b')},
       {.large = std::string(300, 'c')},
       {.large = std::string(1U << 20U, 'd')},
       {.large = ""}});
  add(checks, "a text of 17 MB", {{.large = std::string(17U << 20U, 'x')}, {.large = "short"}});

  SqlGroup group("values", checks);
  group.with_connection("NULL reads as nothing", [](sql::Connection& connection) {
    put_row(connection, "p");
    insert(connection, {});
    connection.query("SELECT parent_id, archived, fingerprint FROM ss_session", {},
                     [](const sql::Row& row) {
                       for (const int column : {0, 1, 2}) {
                         require("it is NULL", row.is_null(column));
                         require_equal("as a number", row.integer(column), 0);
                         require_equal("as text", row.bytes(column), "");
                       }
                     });
  });
  group.with_connection("a count is a number, and so is a limit", [](sql::Connection& connection) {
    for (const char* const id : {"a", "b", "c"}) put_row(connection, id);
    require_equal("count", number_of(connection, "SELECT COUNT(*) FROM ss_project"), 3);
    int rows = 0;
    connection.query("SELECT id FROM ss_project ORDER BY id LIMIT ?", {std::int64_t{2}},
                     [&](const sql::Row&) { ++rows; });
    require_equal("rows", rows, 2);
  });
}

}  // namespace sessionstore::conformance
