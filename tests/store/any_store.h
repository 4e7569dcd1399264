#pragma once

#include <atomic>
#include <catch2/catch.hpp>
#include <memory>
#include <string>

#include "support/error_of.h"
#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {

/// A new store for a test that runs once on each kind of place. Its clock starts long after the
/// rows of support/rows.h and moves by one millisecond each time it is asked.
class AnyStore {
 public:
  AnyStore() : place_(GENERATE("file", "memory")) {
    INFO("store in " << place_);
    sqlite::ProviderParts parts = sqlite::default_parts();
    parts.clock = [this] { return ++now; };
    const std::string file = (directory_.path() / "store.db").string();
    store_ = open_sqlite(place_ == "file" ? file : ":memory:", std::move(parts));
  }

  SessionStore& operator*() const { return *store_; }
  SessionStore* operator->() const { return store_.get(); }

  std::atomic<Millis> now{1'800'000'000'000};

 private:
  std::string place_;
  TemporaryDirectory directory_;
  std::unique_ptr<SessionStore> store_;
};

}  // namespace sessionstore::tests
