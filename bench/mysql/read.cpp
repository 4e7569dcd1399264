// A session of 1,000 messages with three parts each, read whole: the store against the same queries
// through the bare Connector, on one server. Needs the DSN of an account that may make databases.
#include <fmt/format.h>

#include "measure.h"
#include "mysql/databases.h"
#include "mysql/raw_mysql.h"

int main(int argc, char** argv) {
  using namespace sessionstore;
  if (argc != 2) return 2;
  const bench::Databases databases(argv[1]);
  SessionArchive archive;
  archive.session = bench::make_session("ses_1", 1);
  for (int i = 0; i < 1000; ++i) {
    archive.turns.push_back(bench::make_turn(fmt::format("msg_{:04}", i), 3, 1024));
  }
  const auto store = databases.open_ours();
  restore_session(*store, archive);
  restore_session(*databases.open_raw_tables(), archive);
  bench::RawMysql raw(databases.connect_raw());
  std::size_t seen = 0;
  bench::compare(
      "reading a session of 1,000 messages", 31, 1e3, "ms",
      [&] { seen += archive_session(*store, "ses_1").turns.size(); },
      [&] { seen += raw.read("ses_1"); });
  return seen == 0 ? 1 : 0;
}
