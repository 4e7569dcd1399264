// One part grown by 2,000 pieces of 20 characters, a commit each: what the -wal file receives.
#include <fmt/format.h>

#include "measure.h"

int main() {
  using namespace sessionstore;
  const bench::Workspace workspace;
  const std::filesystem::path file = workspace.file("store.db");
  const auto store = bench::open_store(file);
  store->create_session(bench::make_session("ses_1", 1));
  store->append_message("ses_1", bench::make_turn("msg_1", 1, 0));
  const std::filesystem::path wal = file.string() + "-wal";
  // A checkpoint starts the file anew, so its growth is added up: a frame is a page and 24 bytes.
  std::uintmax_t written = 0;
  std::uintmax_t before = std::filesystem::file_size(wal);
  const double seconds = bench::seconds_of([&] {
    for (int i = 0; i < 2000; ++i) {
      store->grow_part("ses_1", "msg_1", "prt_msg_1_0", "twenty characters ..");
      const std::uintmax_t now = std::filesystem::file_size(wal);
      written += now > before ? now - before : 0;
      before = now;
    }
  });
  const auto parts = store->find_message("ses_1", "msg_1")->parts;
  fmt::print("2,000 pieces of 20 characters: {:.1f} MB of WAL seen, {:.2f} s, {} bytes of JSON\n",
             static_cast<double>(written) / 1e6, seconds, parts.front().data.text().size());
}
