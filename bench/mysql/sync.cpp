// A sync of OpenCode's database with a store, library to library: the first push against a copy of
// the same database, a sync with nothing new, and one with one new message. With a DSN of an
// account that may make databases the stores are there, without in SQLite files.
//
//     build/release/bench/bench_sync opencode.db ['root@unix(/run/mysqld/mysqld.sock)/mysql']
#include <fmt/format.h>
#include <sessionstore/interop/opencode.h>
#include <sessionstore/interop/opencode_replica.h>
#include <sessionstore/sqlite/journal_file.h>
#include <sessionstore/sqlite/provider.h>
#include <sessionstore/sync.h>
#include <sqlite3.h>

#include <optional>
#include <stdexcept>

#include "measure.h"
#include "mysql/databases.h"

namespace {

using namespace sessionstore;

constexpr int kRounds = 5;

/// Two empty stores.
class Stores {
 public:
  explicit Stores(const std::optional<std::string>& dsn) {
    if (dsn) databases_.emplace(*dsn);
    one = databases_ ? databases_->open_ours() : bench::open_store(workspace_.file("one.db"));
    other =
        databases_ ? databases_->open_raw_tables() : bench::open_store(workspace_.file("two.db"));
  }

 private:
  bench::Workspace workspace_;
  std::optional<bench::Databases> databases_;

 public:
  std::unique_ptr<SessionStore> one;  // after what they are in
  std::unique_ptr<SessionStore> other;
};

/// As an agent that runs beside it.
void add_message(const std::filesystem::path& file) {
  sqlite3* database = nullptr;
  sqlite3_open(file.c_str(), &database);
  const char* const sql =
      "INSERT INTO message SELECT 'msg_zz' || hex(randomblob(8)), session_id, time_created + 1, "
      "time_updated + 1, data FROM message WHERE id = (SELECT max(id) FROM message)";
  const int code = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
  sqlite3_close(database);
  if (code != SQLITE_OK) throw std::runtime_error("cannot add a message");
}

class Round {
 public:
  Round(const std::filesystem::path& original, const std::optional<std::string>& dsn)
      : stores_(dsn), file_(workspace_.file("opencode.db")) {
    std::filesystem::copy_file(original, file_);
    journal_.emplace(sqlite::open_journal_file(workspace_.file("sync.db")));
  }

  double copy() {
    return bench::seconds_of([&] {
      const auto source = interop::open_opencode(file_, {});
      transfer(*source, *stores_.other, {});
    });
  }
  /// Opens OpenCode's database too, as a program that is started does.
  double sync(std::int64_t expected_written) {
    return bench::seconds_of([&] {
      const auto local = interop::open_opencode_replica(file_, {}, {});
      const auto remote = replica_of(*stores_.one);
      const SyncReport report = sessionstore::sync(*local, *remote, *journal_, {});
      if (expected_written >= 0 && report.transfer.written != expected_written) {
        throw std::runtime_error("something else was written than expected");
      }
    });
  }
  double sync_of_new_message() {
    add_message(file_);
    return sync(1);
  }

 private:
  Stores stores_;
  bench::Workspace workspace_;
  std::filesystem::path file_;
  std::optional<SyncJournal> journal_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) return 2;
  sqlite::stop_counting_memory();  // as the program does
  const auto dsn = argc == 3 ? std::optional<std::string>(argv[2]) : std::nullopt;
  std::vector<double> rates;
  std::vector<double> nothing;
  std::vector<double> one_new;
  for (int count = 0; count < kRounds; ++count) {
    Round round(argv[1], dsn);
    const double copy = round.copy();
    const double push = round.sync(-1);
    rates.push_back(copy / push);
    nothing.push_back(round.sync(0));
    one_new.push_back(round.sync_of_new_message());
    fmt::print(
        "first push {:.2f} s, copy {:.2f} s; nothing new {:.0f} ms; one new message {:.0f} ms\n",
        push, copy, nothing.back() * 1e3, one_new.back() * 1e3);
  }
  fmt::print(
      "rate of the first push to copy: {:.2f}; nothing new {:.0f} ms; one new message {:.0f} ms\n",
      bench::median(rates), bench::median(nothing) * 1e3, bench::median(one_new) * 1e3);
}
