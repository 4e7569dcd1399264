#include "support/sqlite_store.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace sessionstore::tests {
namespace {

class Database {
 public:
  explicit Database(const std::filesystem::path& file) {
    require(sqlite3_open_v2(file.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                            nullptr));
    sqlite3_busy_timeout(handle_, 30'000);
  }
  ~Database() { sqlite3_close(handle_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  std::vector<std::string> run(const std::string& sql) {
    std::vector<std::string> rows;
    for (const char* at = sql.c_str(); *at != '\0';) {
      sqlite3_stmt* statement = nullptr;
      require(sqlite3_prepare_v2(handle_, at, -1, &statement, &at));
      int code = SQLITE_DONE;
      while (statement != nullptr && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        rows.push_back(row_of(statement));
      }
      sqlite3_finalize(statement);
      if (code != SQLITE_DONE) require(code);
    }
    return rows;
  }

 private:
  void require(int code) const {
    if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(handle_));
  }

  static std::string row_of(sqlite3_stmt* statement) {
    std::string row;
    for (int column = 0; column < sqlite3_column_count(statement); ++column) {
      if (column > 0) row += '|';
      const bool blob = sqlite3_column_type(statement, column) == SQLITE_BLOB;
      const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      if (bytes == nullptr) continue;
      const std::string value(bytes, size);
      if (!blob) row += value;
      for (const char byte : blob ? value : std::string()) {
        row += fmt::format("{:02x}", static_cast<unsigned char>(byte));
      }
    }
    return row;
  }

  sqlite3* handle_ = nullptr;
};

}  // namespace

OpenOptions options_for(const std::filesystem::path& file) {
  OpenOptions options;
  options.settings["path"] = file.string();
  return options;
}

std::unique_ptr<SessionStore> open_sqlite(const std::filesystem::path& file,
                                          sqlite::ProviderParts parts) {
  return sqlite::make_provider(std::move(parts))->open(options_for(file));
}

void run_sql(const std::filesystem::path& file, const std::string& sql) { Database(file).run(sql); }

std::vector<std::string> query_sql(const std::filesystem::path& file, const std::string& sql) {
  return Database(file).run(sql);
}

std::string dump(const std::filesystem::path& file) {
  Database database(file);
  std::string out;
  for (const std::string& table :
       database.run("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")) {
    out += "# " + table + '\n';
    std::string columns;
    for (const std::string& column :
         database.run(fmt::format("SELECT name FROM pragma_table_info('{}')", table))) {
      if (column != "revision" && column != "identity")
        columns += (columns.empty() ? "" : ", ") + column;
    }
    std::vector<std::string> rows = database.run(fmt::format("SELECT {} FROM {}", columns, table));
    std::sort(rows.begin(), rows.end());
    for (const std::string& row : rows) out += row + '\n';
  }
  return out;
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const std::filesystem::path& file, const std::string& content) {
  std::ofstream(file, std::ios::binary) << content;
}

}  // namespace sessionstore::tests
