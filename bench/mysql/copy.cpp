// A whole store copied from SQLite: the rate of rows, verification not counted, against bare
// multi-row INSERTs of 100 rows, held in memory already, through the Connector into the same
// tables. Needs the DSN of an account that may make databases, and a SQLite store.
#include <fmt/format.h>
#include <sessionstore/transfer.h>

#include "measure.h"
#include "mysql/databases.h"
#include "mysql/raw_mysql.h"

namespace {

using namespace sessionstore;

struct Rows {
  std::vector<SessionArchive> sessions;
  std::vector<std::pair<std::string, Part>> parts;
  std::size_t messages = 0;
};

Rows read_all(SessionStore& source) {
  Rows rows;
  for (const SessionEntry& entry : source.inventory().sessions) {
    SessionArchive archive = archive_session(source, entry.id);
    for (Turn& turn : archive.turns) {
      ++rows.messages;
      for (Part& part : turn.parts) rows.parts.emplace_back(entry.id, std::move(part));
    }
    rows.sessions.push_back(std::move(archive));
  }
  return rows;
}

/// Returns the seconds that it took.
double insert_raw(bench::RawMysql& raw, const Rows& rows) {
  constexpr std::size_t kRows = 100;
  constexpr std::size_t kStatementsPerCommit = 40;
  return bench::seconds_of([&] {
    raw.begin();
    for (const SessionArchive& archive : rows.sessions) {
      std::vector<Message> messages;
      for (const Turn& turn : archive.turns) messages.push_back(turn.message);
      for (std::span<const Message> left(messages); !left.empty();) {
        const auto some = left.first(std::min(kRows, left.size()));
        raw.insert(archive.session.id, some);
        left = left.subspan(some.size());
      }
    }
    raw.commit();
    std::size_t statements = 0;
    raw.begin();
    for (std::span<const std::pair<std::string, Part>> left(rows.parts); !left.empty();) {
      const auto some = left.first(std::min(kRows, left.size()));
      raw.insert(some);
      left = left.subspan(some.size());
      if (++statements % kStatementsPerCommit == 0) {
        raw.commit();
        raw.begin();
      }
    }
    raw.commit();
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const auto source = bench::open_store(argv[2]);
  const Rows rows = read_all(*source);
  const auto total = static_cast<double>(rows.messages + rows.parts.size());
  std::vector<double> ratios;
  for (int round = 0; round < 7; ++round) {
    const bench::Databases databases(argv[1]);
    const auto ours = databases.open_ours();
    const TransferReport report = transfer(*source, *ours, {});
    const double seconds = report.seconds - report.verify_seconds;
    databases.open_raw_tables().reset();
    bench::RawMysql raw(databases.connect_raw());
    const double raw_seconds = insert_raw(raw, rows);
    ratios.push_back(raw_seconds / seconds);
    fmt::print("copy: {:.0f} rows/s ({:.2f} s, and {:.2f} s of verification), raw {:.0f} rows/s\n",
               total / seconds, seconds, report.verify_seconds, total / raw_seconds);
  }
  fmt::print("rate of copy to raw: {:.2f}\n", bench::median(ratios));
}
