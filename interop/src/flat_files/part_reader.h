#pragma once

#include <sessionstore/model.h>

#include <functional>
#include <optional>
#include <string>

#include "opencode_shapes/reports.h"
#include "plan.h"
#include "storage.h"

namespace sessionstore::interop {

/// Reads the parts of one message after another, one part at a time. One thread.
class PartReader {
 public:
  PartReader(Storage& storage, const SharedMessages& shared);

  /// Streams the parts of `message`, which has its id, seq and created time, in the order of their
  /// ids, the first one at `position`. What cannot be read is reported to the visitor.
  void read(const std::string& session, const Message& message, std::int64_t position,
            SessionVisitor& visitor);

  /// The earliest time that a part of `message` tells, 0 if none does; std::nullopt if it has no
  /// part that can be read.
  std::optional<Millis> earliest(const std::string& session, const std::string& message);

 private:
  using Use = std::function<void(std::string_view id, json::Document document)>;
  void for_each(const std::string& session, const std::string& message, const Reports& reports,
                const Use& use);

  Storage& storage_;
  const SharedMessages& shared_;
  bool has_parts_;
  Listing listing_;
};

}  // namespace sessionstore::interop
