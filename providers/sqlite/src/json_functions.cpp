#include "json_functions.h"

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace sessionstore::sqlite {
namespace {

/// SQLite's mark of a value that is JSON, and not a text that looks like it.
constexpr unsigned kJsonSubtype = 'J';

/// A database of nothing, whose schema is nobody's: there SQLite's own functions can be called.
class Calculator {
 public:
  Calculator() {
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(":memory:", &raw, SQLITE_OPEN_READWRITE, nullptr);
    database_.reset(raw);
    if (code != SQLITE_OK) database_.reset();
  }

  [[nodiscard]] sqlite3* database() const noexcept { return database_.get(); }

  /// A statement that calls the function; the arguments of `json` are JSON. Null where it fails.
  sqlite3_stmt* call(const std::string& function, const std::vector<bool>& json) {
    auto& statement = calls_[{function, json}];
    if (statement == nullptr) {
      std::string sql = "SELECT \"" + function + "\"(";
      for (std::size_t at = 0; at < json.size(); ++at) {
        sql += at == 0 ? "" : ", ";
        sql += json[at] ? "json(?)" : "?";
      }
      sqlite3_stmt* raw = nullptr;
      sqlite3_prepare_v2(database_.get(), (sql + ')').c_str(), -1, &raw, nullptr);
      statement.reset(raw);
    }
    return statement.get();
  }

 private:
  struct Close {
    void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3, Close> database_;
  std::map<std::pair<std::string, std::vector<bool>>, std::unique_ptr<sqlite3_stmt, Finalize>>
      calls_;
};

/// One function, under the name that it has in SQLite.
struct Function {
  std::shared_ptr<Calculator> calculator;
  std::string name;
};

void give(sqlite3_context* context, sqlite3_stmt* statement) {
  sqlite3_value* const value = sqlite3_column_value(statement, 0);
  const unsigned subtype = sqlite3_value_subtype(value);
  if (sqlite3_column_type(statement, 0) == SQLITE_TEXT) {
    const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    sqlite3_result_text64(context, text,
                          static_cast<sqlite3_uint64>(sqlite3_column_bytes(statement, 0)),
                          SQLITE_TRANSIENT, SQLITE_UTF8);
  } else {
    sqlite3_result_value(context, value);
  }
  if (subtype != 0) sqlite3_result_subtype(context, subtype);
}

void compute(sqlite3_context* context, int count, sqlite3_value** values) {
  const Function& function = *static_cast<const Function*>(sqlite3_user_data(context));
  std::vector<bool> json;
  for (int at = 0; at < count; ++at) {
    json.push_back(sqlite3_value_subtype(values[at]) == kJsonSubtype);
  }
  sqlite3_stmt* const statement = function.calculator->call(function.name, json);
  bool done = statement != nullptr;
  for (int at = 0; done && at < count; ++at) {
    done = sqlite3_bind_value(statement, at + 1, values[at]) == SQLITE_OK;
  }
  done = done && sqlite3_step(statement) == SQLITE_ROW;
  if (done) {
    give(context, statement);
  } else {
    sqlite3_result_error(context, sqlite3_errmsg(function.calculator->database()), -1);
  }
  if (statement == nullptr) return;
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
}

// Nothing may be thrown through SQLite.
extern "C" void call_json_function(sqlite3_context* context, int count, sqlite3_value** values) {
  try {
    compute(context, count, values);
  } catch (...) {
    sqlite3_result_error_nomem(context);
  }
}

extern "C" void forget_json_function(void* function) { delete static_cast<Function*>(function); }

/// SQLite's JSON functions that a schema which is not trusted may not name, with how many arguments
/// each takes.
std::vector<std::pair<std::string, int>> distrusted_functions(sqlite3* database) {
  constexpr const char* kSql =
      "SELECT DISTINCT name, narg FROM pragma_function_list WHERE builtin AND type = 's' "
      "AND (name LIKE 'json%' OR name IN ('->', '->>')) AND NOT flags & ?";
  std::vector<std::pair<std::string, int>> functions;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, kSql, -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_int(statement, 1, SQLITE_INNOCUOUS);
    while (sqlite3_step(statement) == SQLITE_ROW) {
      functions.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)),
                             sqlite3_column_int(statement, 1));
    }
  }
  sqlite3_finalize(statement);
  return functions;
}

}  // namespace

int allow_json_functions(sqlite3* database) {
  const auto calculator = std::make_shared<Calculator>();
  if (calculator->database() == nullptr) return SQLITE_NOMEM;
  for (const auto& [name, count] : distrusted_functions(calculator->database())) {
    const int code = sqlite3_create_function_v2(
        database, name.c_str(), count,
        SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS | SQLITE_SUBTYPE,
        new Function{calculator, name}, call_json_function, nullptr, nullptr, forget_json_function);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

}  // namespace sessionstore::sqlite
