// Import of a storage/ tree, verification included, against the least that any import must do.
//
//     bench/generate_storage.py /tmp/storage && build/release/bench/bench_import /tmp/storage
#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/flat_files.h>
#include <sessionstore/sqlite/provider.h>
#include <sessionstore/transfer.h>

#include "bare_import.h"
#include "measure.h"

namespace {

using namespace sessionstore;

void our_import(const std::filesystem::path& storage, const std::filesystem::path& database) {
  sqlite::stop_counting_memory();  // as the program does
  const auto store = bench::open_store(database);
  const auto source = interop::open_flat_files(storage, {});
  const TransferReport report = transfer(*source, *store, {});
  if (report.verified != report.sessions) throw Error(ErrorCode::corrupt, "not all was verified");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: bench_import STORAGE\n");
    return 2;
  }
  const std::filesystem::path storage = argv[1];
  const bench::Workspace workspace;
  std::vector<double> ours;
  std::vector<double> bare;
  std::vector<double> ratios;
  double memory = 0;
  for (int round = 0; round < 6; ++round) {
    const std::string name = std::to_string(round);
    const auto [our_seconds, our_memory] =
        bench::in_child([&] { our_import(storage, workspace.file("ours" + name)); });
    const auto [bare_seconds, bare_memory] =
        bench::in_child([&] { bench::bare_import(storage, workspace.file("bare" + name)); });
    for (const char* const side : {"ours", "bare"}) {
      std::filesystem::remove(workspace.file(side + name));
    }
    if (round == 0) continue;  // warms the cache
    ours.push_back(our_seconds);
    bare.push_back(bare_seconds);
    ratios.push_back(our_seconds / bare_seconds);
    memory = std::max(memory, our_memory);
  }
  fmt::print(
      "import, verified: sessionstore {:.2f} s, bare program {:.2f} s, ratio {:.2f}, "
      "peak memory {:.0f} MB\n",
      bench::median(ours), bench::median(bare), bench::median(ratios), memory);
}
