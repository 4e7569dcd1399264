// opencode.db with pages that a disk, a crash or somebody has changed: as a source, and as a side
// of a sync.
#include <sessionstore/interop/opencode_replica.h>

#include <catch2/catch.hpp>

#include "fuzz/fuzzer.h"
#include "fuzz/read_all.h"
#include "interop/opencode_db/databases.h"

using namespace sessionstore;
using namespace sessionstore::tests;

namespace {

void read_database(const std::filesystem::path& file) {
  read_all(*interop::open_opencode(file, {}));
  const auto replica = interop::open_opencode_replica(file, {}, {});
  for (const auto& [id, stamp] : replica->sessions(std::nullopt)) {
    RowCheck rows;
    replica->place().read_session(id, rows);
  }
}

}  // namespace

TEST_CASE("OpenCode's databases", "[database]") {
  const OpencodeDatabases databases;
  std::vector<std::string> corpus;
  for (const char* const version : {"1.2.1", "1.14.34", "1.18.34-fresh"}) {
    const auto empty = databases.empty(version);
    put_sample_rows(empty);
    corpus.push_back(read_file(empty));
  }
  corpus.push_back(read_file(databases.real("1.2.27")));
  corpus.push_back(read_file(databases.real("1.18")));
  const auto place = databases.directory() / "mutated.db";
  fuzz({.name = "database",
        .corpus = corpus,
        .run =
            [&](const std::string& input) {
              for (const char* const end : {"", "-wal", "-shm", "-journal"}) {
                std::filesystem::remove(place.string() + end);
              }
              write_file(place, input);
              read_database(place);
            },
        .keep_size = true});
}
