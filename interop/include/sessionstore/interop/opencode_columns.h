#pragma once

#include <sessionstore/column_check.h>

namespace sessionstore::interop {

/// Reads the columns of rows that came from OpenCode, as an import does.
class OpencodeColumns final : public ColumnReader {
 public:
  void read_columns(Session& session) const override;
  void read_columns(Message& message) const override;
  void read_columns(Part& part, Millis message_created) const override;
};

}  // namespace sessionstore::interop
