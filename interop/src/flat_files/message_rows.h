#pragma once

#include <sessionstore/model.h>

#include <string>
#include <vector>

#include "opencode_shapes/reports.h"
#include "part_reader.h"
#include "plan.h"
#include "storage.h"

namespace sessionstore::interop {

/// The messages of one session, in order. They must all be known before the first can go out, since
/// their order is in their files; so the data of very many is dropped and read again. One thread.
class MessageRows {
 public:
  /// How much data is kept in memory, in bytes.
  static constexpr std::size_t kBudget = 32U << 20U;

  /// Reads them all; those whose file cannot be read but whose parts can get a placeholder.
  MessageRows(Storage& storage, PartReader& parts, const PlannedSession& session,
              const Reports& reports, std::size_t budget = kBudget);

  [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
  /// Gives the message at `index` away, with its seq and its data.
  Message take(std::size_t index);

  /// The earliest and the latest time of any message; 0 where none tells one.
  [[nodiscard]] Millis earliest() const noexcept { return earliest_; }
  [[nodiscard]] Millis latest() const noexcept { return latest_; }

 private:
  struct Row {
    Message message;
    bool dropped = false;
  };
  void read_file(const std::string& id, const std::string& path);
  void add_placeholder(const std::string& id, const std::string& path, std::string_view reason);
  void sort();
  json::Document strip(const std::string& id, const json::Document& document) const;
  [[nodiscard]] std::string path_of(const std::string& id) const;

  Storage& storage_;
  PartReader& parts_;
  const PlannedSession& session_;
  Reports reports_;
  std::size_t budget_;
  std::vector<Row> rows_;
  Millis earliest_ = 0;
  Millis latest_ = 0;
};

}  // namespace sessionstore::interop
