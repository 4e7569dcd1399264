// The first page of 50 sessions in a store of 500 and in one of 50,000.
#include <fmt/format.h>

#include "measure.h"

namespace {

using namespace sessionstore;

void fill(SessionStore& store, int sessions) {
  const auto writer = store.bulk_writer();
  for (int i = 0; i < sessions; ++i) {
    Session session = bench::make_session(fmt::format("ses_{:06}", i), 1'700'000'000'000 + i);
    if (i % 10 == 9) session.parent_id = fmt::format("ses_{:06}", i - 1);
    writer->begin_session(session, std::nullopt);
    writer->end_session(Digest{});
  }
  writer->commit();
}

/// Closed and opened again, so that both stores are read from the file and not from the -wal.
std::unique_ptr<SessionStore> filled(const bench::Workspace& workspace, int sessions) {
  const std::filesystem::path file = workspace.file(fmt::format("{}.db", sessions));
  fill(*bench::open_store(file), sessions);
  return bench::open_store(file);
}

}  // namespace

int main() {
  const bench::Workspace workspace;
  const auto small = filled(workspace, 500);
  const auto large = filled(workspace, 50'000);
  SessionQuery query;
  query.project_id = "bench/project";
  const auto many = [&](SessionStore& store) {
    for (int i = 0; i < 100; ++i) {
      if (store.list_sessions(query).sessions.size() != 50) std::abort();
    }
  };
  many(*small);
  many(*large);
  std::vector<double> of_small;
  std::vector<double> of_large;
  std::vector<double> ratios;
  for (int round = 0; round < 21; ++round) {
    of_small.push_back(bench::seconds_of([&] { many(*small); }) * 10);  // ms a page
    of_large.push_back(bench::seconds_of([&] { many(*large); }) * 10);
    ratios.push_back(of_large.back() / of_small.back());
  }
  fmt::print("first page of 50 sessions: {:.3f} ms of 500, {:.3f} ms of 50,000, ratio {:.2f}\n",
             bench::median(of_small), bench::median(of_large), bench::median(ratios));
}
