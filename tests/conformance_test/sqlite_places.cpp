#include <sessionstore/sqlite/provider.h>

#include <mutex>

#include "places.h"
#include "sqlite_connection.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

std::unique_ptr<SessionStore> open_store(const std::string& path) {
  OpenOptions options;
  // "normal" syncs less; what the checks see is the same.
  options.settings = {{"path", path}, {"synchronous", "normal"}};
  return sqlite::make_provider()->open(options);
}

class FilePlace final : public conformance::StorePlace, public conformance::SqlPlace {
 public:
  std::shared_ptr<SessionStore> open() override { return open_store(file()); }

  std::unique_ptr<sql::Connection> connect() override {
    return std::make_unique<sqlite::SqliteConnection>(
        sqlite::ConnectionSettings{.file = file(), .full_sync = false});
  }
  [[nodiscard]] std::span<const sql::EmbeddedMigration> migrations() const override {
    return sqlite::default_parts().migrations;
  }

 private:
  [[nodiscard]] std::string file() const { return (directory_.path() / "store.db").string(); }

  TemporaryDirectory directory_;
};

class MemoryPlace final : public conformance::StorePlace {
 public:
  std::shared_ptr<SessionStore> open() override {
    const std::lock_guard lock(mutex_);
    if (store_ == nullptr) store_ = open_store(":memory:");
    return store_;
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<SessionStore> store_;  // guarded by mutex_
};

}  // namespace

Kind sqlite_file() {
  return {[] { return std::make_unique<FilePlace>(); },
          [] { return std::make_unique<FilePlace>(); }};
}

Kind sqlite_memory() {
  return {[] { return std::make_unique<MemoryPlace>(); }, {}};
}

}  // namespace sessionstore::tests
