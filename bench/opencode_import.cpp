// Import of an OpenCode database, verification included, against a plain copy of its rows by SQLite
// itself: INSERT ... SELECT from the attached database into tables with the same indexes.
//
//     build/release/bench/bench_opencode_import /tmp/opencode.db
#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/opencode.h>
#include <sessionstore/sqlite/provider.h>
#include <sessionstore/transfer.h>
#include <sqlite3.h>

#include <array>
#include <stdexcept>

#include "measure.h"

namespace {

using namespace sessionstore;

// Those whose rows an import takes.
constexpr std::array<const char*, 6> kTables{"project", "session", "message",
                                             "part",    "todo",    "session_share"};

void our_import(const std::filesystem::path& from, const std::filesystem::path& to) {
  sqlite::stop_counting_memory();  // as the program does
  const auto store = bench::open_store(to);
  const auto source = interop::open_opencode(from, {});
  const TransferReport report = transfer(*source, *store, {});
  if (report.verified != report.sessions) throw Error(ErrorCode::corrupt, "not all was verified");
}

class Database {
 public:
  explicit Database(const std::filesystem::path& file) {
    if (sqlite3_open(file.c_str(), &handle_) != SQLITE_OK) throw std::runtime_error("cannot open");
  }
  ~Database() { sqlite3_close(handle_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const std::string& sql) {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
      throw std::runtime_error(sqlite3_errmsg(handle_));
    }
  }
  std::vector<std::string> texts(const std::string& sql) {
    std::vector<std::string> texts;
    const auto add = [](void* to, int, char** values, char**) {
      static_cast<std::vector<std::string>*>(to)->emplace_back(values[0]);
      return 0;
    };
    if (sqlite3_exec(handle_, sql.c_str(), add, &texts, nullptr) != SQLITE_OK) {
      throw std::runtime_error(sqlite3_errmsg(handle_));
    }
    return texts;
  }

 private:
  sqlite3* handle_ = nullptr;
};

void plain_copy(const std::filesystem::path& from, const std::filesystem::path& to) {
  Database database(to);
  database.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  database.run("ATTACH '" + from.string() + "' AS source; BEGIN");
  for (const std::string table : kTables) {
    for (const std::string& sql :
         database.texts("SELECT sql FROM source.sqlite_schema WHERE sql IS NOT NULL AND "
                        "tbl_name = '" +
                        table + "' ORDER BY type DESC")) {
      database.run(sql);
    }
    database.run("INSERT INTO main." + table + " SELECT * FROM source." + table);
  }
  database.run("COMMIT; DETACH source");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: bench_opencode_import OPENCODE_DB\n");
    return 2;
  }
  const std::filesystem::path from = std::filesystem::absolute(argv[1]);
  const bench::Workspace workspace;
  std::vector<double> ours;
  std::vector<double> plain;
  std::vector<double> ratios;
  double memory = 0;
  for (int round = 0; round < 8; ++round) {
    const std::string name = std::to_string(round);
    const auto [our_seconds, our_memory] =
        bench::in_child([&] { our_import(from, workspace.file("ours" + name)); });
    const auto [plain_seconds, plain_memory] =
        bench::in_child([&] { plain_copy(from, workspace.file("plain" + name)); });
    for (const char* const side : {"ours", "plain"}) {
      std::filesystem::remove(workspace.file(side + name));
    }
    if (round == 0) continue;  // warms the cache
    ours.push_back(our_seconds);
    plain.push_back(plain_seconds);
    ratios.push_back(our_seconds / plain_seconds);
    memory = std::max(memory, our_memory);
  }
  fmt::print(
      "import of a database, verified: sessionstore {:.2f} s, INSERT ... SELECT {:.2f} s, "
      "ratio {:.2f}, peak memory {:.0f} MB\n",
      bench::median(ours), bench::median(plain), bench::median(ratios), memory);
}
