#pragma once

#include <sessionstore/difference.h>
#include <sessionstore/model.h>
#include <sessionstore/stop_flag.h>

#include <cstdint>
#include <vector>

namespace sessionstore {

/// Knows an agent's format: what the `data` of a row says of the row's columns. Each call sets the
/// columns that data may tell of, to a neutral value where it does not, and leaves the others as
/// they are. Data may be damaged. Thread-safe.
class ColumnReader {
 public:
  virtual ~ColumnReader() = default;
  virtual void read_columns(Session& session) const = 0;
  virtual void read_columns(Message& message) const = 0;
  /// `message_created` stands in for the time of a part that has none.
  virtual void read_columns(Part& part, Millis message_created) const = 0;
};

/// What to do about columns that are not as they were written.
enum class ColumnRepair {
  none,     ///< only tell
  derived,  ///< put right what other rows, or the row's data and its checksum, give back
  accept,   ///< and take the rest as it is now
};

struct ColumnCheck {
  const ColumnReader* reader = nullptr;  ///< without one `data` gives nothing back
  ColumnRepair repair = ColumnRepair::none;
  StopFlag stop = {};
};

struct ColumnReport {
  std::vector<Difference> differences;  ///< what is not right and stays so; of kind "columns"
  std::vector<Difference> repaired;     ///< what was not right, and is now
  /// Rows that were written before there were checksums, and had none when they were looked at. A
  /// repair gives them theirs, with the columns that they have.
  std::int64_t without_checksum = 0;
};

}  // namespace sessionstore
