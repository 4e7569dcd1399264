// One message with three parts of 1 KB, appended and durable: the store against the same statements
// through the bare C API, in two files of the same disk.
#include <fmt/format.h>

#include "measure.h"
#include "raw_store.h"

int main() {
  using namespace sessionstore;
  constexpr int kAppends = 200;
  const bench::Workspace workspace;
  const auto ours = bench::open_store(workspace.file("ours.db"));
  ours->create_session(bench::make_session("ses_1", 1));
  bench::open_store(workspace.file("raw.db"))->create_session(bench::make_session("ses_1", 1));
  bench::RawStore raw(workspace.file("raw.db"));
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
