// A session of 1,000 messages with three parts each, read whole: the store against the same queries
// through the bare C API on the same file.
#include <fmt/format.h>

#include "measure.h"
#include "raw_store.h"

int main() {
  using namespace sessionstore;
  const bench::Workspace workspace;
  const auto store = bench::open_store(workspace.file("store.db"));
  SessionArchive archive;
  archive.session = bench::make_session("ses_1", 1);
  for (int i = 0; i < 1000; ++i) {
    archive.turns.push_back(bench::make_turn(fmt::format("msg_{:04}", i), 3, 1024));
  }
  restore_session(*store, archive);
  bench::RawStore raw(workspace.file("store.db"));
  std::size_t seen = 0;
  bench::compare(
      "reading a session of 1,000 messages", 31, 1e3, "ms",
      [&] { seen += archive_session(*store, "ses_1").turns.size(); },
      [&] { seen += raw.read("ses_1"); });
  return seen == 0 ? 1 : 0;
}
