#pragma once

#include <sessionstore/store.h>
#include <sqlite3.h>

#include <filesystem>
#include <string>
#include <vector>

namespace sessionstore::bench {

/// The statements of the store through the bare C API: no pool, no model, no hash, prepared once.
/// The file must be a store already.
class RawStore {
 public:
  explicit RawStore(const std::filesystem::path& file);
  ~RawStore();
  RawStore(const RawStore&) = delete;
  RawStore& operator=(const RawStore&) = delete;

  void append(const std::string& session_id, const Turn& turn);
  /// Reads every column of every message and part of a session; returns the bytes seen.
  std::size_t read(const std::string& session_id);

 private:
  sqlite3_stmt* prepare(const char* sql);
  void run(sqlite3_stmt* statement);

  sqlite3* database_ = nullptr;
  std::vector<sqlite3_stmt*> statements_;
  sqlite3_stmt *begin_, *touch_, *select_, *message_, *part_, *commit_, *messages_, *parts_;
};

}  // namespace sessionstore::bench
