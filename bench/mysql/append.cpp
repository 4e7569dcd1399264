// One message with three parts of 1 KB, appended and durable: the store against the same statements
// through the bare Connector, on one server. Needs the DSN of an account that may make databases.
#include <fmt/format.h>

#include "measure.h"
#include "mysql/databases.h"
#include "mysql/raw_mysql.h"

int main(int argc, char** argv) {
  using namespace sessionstore;
  if (argc != 2) return 2;
  constexpr int kAppends = 200;
  const bench::Databases databases(argv[1]);
  const auto ours = databases.open_ours();
  ours->create_session(bench::make_session("ses_1", 1));
  databases.open_raw_tables()->create_session(bench::make_session("ses_1", 1));
  bench::RawMysql raw(databases.connect_raw());
  int next_ours = 0;
  int next_raw = 0;
  bench::compare(
      "append of one message with three 1 KB parts", 15, 1e6 / kAppends, "us",
      [&] {
        for (int i = 0; i < kAppends; ++i) {
          ours->append_message("ses_1",
                               bench::make_turn(fmt::format("msg_{}", next_ours++), 3, 1024));
        }
      },
      [&] {
        for (int i = 0; i < kAppends; ++i) {
          raw.append("ses_1", bench::make_turn(fmt::format("msg_{}", next_raw++), 3, 1024));
        }
      });
}
