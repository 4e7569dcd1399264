// Flat files are read in a thread of transfer()'s.
#include <sessionstore/transfer.h>

#include "interop/storage_tree.h"
#include "support/sqlite_store.h"

namespace sessionstore::tests {

TEST_CASE("the real tree goes through transfer() into a store, which then has the same") {
  const StorageTree tree = StorageTree::real();
  const auto source = interop::open_flat_files(tree.root(), {});
  const auto store = open_sqlite(":memory:");
  const TransferReport report = transfer(*source, *store, {});
  CHECK(report.written == 32);
  CHECK(report.verified == 32);
  CHECK(report.skipped.empty());
  CHECK(compare_places(*source, *store).differences.empty());
  CHECK(transfer(*source, *store, {}).unchanged == 32);
}

}  // namespace sessionstore::tests
