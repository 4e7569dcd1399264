#pragma once

#include <sessionstore/interop/bundle.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

/// What the tests of bundles share.
namespace sessionstore::tests {

/// A store with a few sessions, and a place for bundles.
struct BundleFixture {
  TemporaryDirectory directory;
  std::filesystem::path bundle = directory.path() / "history.bundle";
  std::unique_ptr<SessionStore> store = open_sqlite(directory.path() / "from.db");

  explicit BundleFixture(int sessions = 3) {
    for (int i = 0; i < sessions; ++i) put_sample(*store, "ses_" + std::to_string(i));
  }

  [[nodiscard]] TransferReport write() const {
    return interop::write_bundle(*store, bundle, options());
  }
  [[nodiscard]] static interop::BundleWriteOptions options() {
    interop::BundleWriteOptions options;
    options.program = "test 1.0";
    options.created = 1'700'000'000'000;
    return options;
  }
  [[nodiscard]] std::unique_ptr<SessionSource> open(bool salvage = false) const {
    return interop::open_bundle(bundle, {salvage, directory.path()});
  }
  /// What a store holds once `source` was transferred into it: every row of every table.
  [[nodiscard]] std::string dump_of(SessionSource& source) const {
    const std::filesystem::path file = directory.path() / "to.db";
    for (const char* const end : {"", "-wal", "-shm"}) {
      std::filesystem::remove(file.string() + end);
    }
    transfer(source, *open_sqlite(file), {});
    return dump(file);
  }
};

}  // namespace sessionstore::tests
